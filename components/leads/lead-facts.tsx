import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Term } from '@/components/agreements/term'
import { LinkButton } from '@/components/ui/button'
import { type Definition, DefinitionList } from '@/components/ui/definition-list'
import { Money } from '@/components/ui/money'
import { Time } from '@/components/ui/time'
import type { TermId } from '@/lib/agreements/glossary'
import { canEditField } from '@/lib/leads/policy'
import type { LeadView } from '@/lib/leads/queries/lead-view'
import type { Actor } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { Section } from './section'

/** Who it is and where it came from. What is not known is left out. */
export async function LeadFacts({ lead, actor }: { lead: LeadView; actor?: Actor }) {
  const [t, form, common, format] = await Promise.all([
    getTranslations('leads.record'),
    getTranslations('leads.form'),
    getTranslations('common'),
    pageFormat(),
  ])
  const facts = (list: [term: string, value: ReactNode, id?: TermId][]): Definition[] =>
    list.flatMap(([words, value, id]) => {
      const term = id ? (
        <Term key={id} id={id}>
          {words}
        </Term>
      ) : (
        words
      )
      return value ? [{ key: words, term, value }] : []
    })
  const utm = Object.entries(lead.utm).flatMap(([name, value]) => (value ? [`${name}: ${value}`] : []))
  const place = [lead.region, lead.country].filter(Boolean).join(', ')
  return (
    <>
      <Section
        title={t('who')}
        actions={
          actor && canEditField(actor, lead, 'company') ? (
            <LinkButton href={`/leads/${lead.id}/edit`} size="sm" variant="quiet">
              {t('edit')}
            </LinkButton>
          ) : null
        }
      >
        <DefinitionList
          items={facts([
            [form('company'), lead.company],
            [form('contactName'), lead.contactName],
            [form('jobTitle'), lead.jobTitle],
            [form('email'), lead.email && <Break>{lead.email}</Break>],
            [form('phone'), lead.phone && <span className="figures">{lead.phone}</span>],
            [t('website'), lead.website && <Website address={lead.website} />],
            [t('place'), place],
            [form('segment'), lead.segment],
            [
              form('expectedAmount'),
              lead.expectedAmount && <Money value={lead.expectedAmount} format={format} />,
            ],
            [t('note'), lead.note && <span className="whitespace-pre-line">{lead.note}</span>],
          ])}
        />
      </Section>
      <Section title={t('from')}>
        <DefinitionList
          items={facts([
            [
              t('channel'),
              lead.channel ?? <span className="text-muted">{common('noChannel')}</span>,
              'channel',
            ],
            [t('campaign'), lead.campaign],
            [t('origin'), common(`origin.${lead.origin}`), 'origin'],
            [t('utm'), utm.length > 0 && <Break>{utm.join(', ')}</Break>],
            [t('externalId'), lead.externalId && <Break>{lead.externalId}</Break>],
            [t('created'), <Time key="created" value={lead.createdAt} format={format} as="dateTime" />],
            [
              t('lastContact'),
              <Time key="contact" value={lead.lastContactAt} format={format} as="relative" />,
            ],
          ])}
        />
      </Section>
    </>
  )
}

function Break({ children }: { children: ReactNode }) {
  return <span className="[overflow-wrap:anywhere]">{children}</span>
}

/** Only an address of the web is a link. */
function Website({ address }: { address: string }) {
  const url = /^https?:\/\//i.test(address) ? address : `https://${address}`
  return (
    <a
      href={url}
      target="_blank"
      rel="noreferrer"
      className="[overflow-wrap:anywhere] text-accent-ink hover:underline"
    >
      {address}
    </a>
  )
}
