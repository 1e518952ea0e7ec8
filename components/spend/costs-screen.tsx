import type { Actor } from '@/lib/platform/actor'
import { one, type Query } from '@/lib/platform/url-state'
import { GridScreen } from './grid-screen'
import { LedgerScreen } from './ledger-screen'

/** What both sides spent: a month's grid, or all entries of the ledger. */
export function CostsScreen(props: { actor: Actor; query: Query }) {
  return one(props.query, 'view') === 'entries' ? <LedgerScreen {...props} /> : <GridScreen {...props} />
}
