import type { Actor } from '@/lib/platform/actor'
import { db } from '@/lib/platform/db/sql'
import { factsOfLead, type Route, whereTo } from './where-to'

/** Where the rules would send a lead if it were handed off now; nothing is held, so a moment later it may be another. */
export async function previewRoute(actor: Actor, leadId: number): Promise<Route | undefined> {
  const facts = await factsOfLead(db, leadId)
  return facts && whereTo(db, actor.at, facts)
}
