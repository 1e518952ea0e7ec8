import { getTranslations } from 'next-intl/server'
import { QueueSaid } from '@/components/handoffs/queue-said'
import { leadById } from '@/lib/leads/queries/record'
import type { Actor } from '@/lib/platform/actor'

/** Says once, as a toast, what saving did with a lead; after a redirect, so that it works without JavaScript too. */
export async function LeadSaid({
  actor,
  id,
  said,
  address,
  linked,
}: {
  actor: Actor
  id: number
  said: string | undefined
  /** of this screen without the message */
  address: string
  /** with a link to the lead */
  linked?: boolean
}) {
  if (said !== 'entered' && said !== 'known' && said !== 'saved' && said !== 'merged') return null
  const lead = Number.isInteger(id) && id > 0 && id < 2 ** 31 ? await leadById(actor, id) : null
  if (!lead) return null
  const [form, edit, merge] = await Promise.all([
    getTranslations('leads.form'),
    getTranslations('leads.edit'),
    getTranslations('leads.merge'),
  ])
  const name = lead.displayName
  const message =
    said === 'saved'
      ? edit('saved', { name })
      : said === 'merged'
        ? merge('done', { name })
        : said === 'known'
          ? form('savedKnown', { name })
          : form('saved', { name })
  return (
    <QueueSaid
      said={`${said} ${lead.id} ${lead.version} ${lead.updatedAt.getTime()}`}
      message={message}
      link={linked ? { href: `/leads/${lead.id}`, label: form('open') } : undefined}
      address={address}
    />
  )
}
