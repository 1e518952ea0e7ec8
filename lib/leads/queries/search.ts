import type { Actor } from '@/lib/platform/actor'
import { listLeads } from './list'

export type FoundLead = { id: number; title: string; subtitle: string | null; href: string }

/** The few leads that fit a question best. */
export async function searchLeads(actor: Actor, question: string): Promise<FoundLead[]> {
  const q = question.replaceAll('\u0000', '').trim()
  if (q === '') return []
  const page = await listLeads(actor, { filters: { q }, limit: 8 })
  if (!page.ok) return []
  return page.value.rows.map((lead) => ({
    id: lead.id,
    title: lead.displayName,
    subtitle: [lead.contactName === lead.displayName ? null : lead.contactName, lead.email ?? lead.phone]
      .filter(Boolean)
      .join(', '),
    href: `/leads/${lead.id}`,
  }))
}
