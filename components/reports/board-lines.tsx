import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { ChannelResult } from '@/lib/funnel/advice'
import { stageHref } from '@/lib/funnel/search-params'
import { behindHref } from '@/lib/promises/search-params'
import { Block, type PartProps } from './block'

/** The channels, where a test is sure of them. */
export async function ChannelLines({ facts, format }: PartProps) {
  const t = await getTranslations('reports.channels')
  const { channels, funnel } = facts
  const all = funnel.rates.leadToSale.value
  return (
    <Block title={t('title')} note={all !== null && t('rest', { rate: format.percent(all) })}>
      {channels.kind === 'no_leads' && <p className="py-1 text-muted">{t('noLeads')}</p>}
      {channels.kind === 'too_few' && (
        <p className="py-1 text-muted">{t('tooFew', { enough: channels.enough })}</p>
      )}
      {channels.kind === 'same' && <p className="py-1 text-muted">{t('same')}</p>}
      {channels.kind === 'found' &&
        (['better', 'worse'] as const).map(
          (verdict) =>
            channels[verdict].length > 0 && (
              <div key={verdict} className="py-1">
                <h3
                  className={`text-sm font-medium ${verdict === 'better' ? 'text-success-ink' : 'text-danger-ink'}`}
                >
                  <span aria-hidden="true">{verdict === 'better' ? '▲' : '▼'} </span>
                  {t(verdict)}
                </h3>
                <ul className="figures">
                  {channels[verdict].slice(0, MOST).map((channel) => (
                    <li key={channel.key}>
                      <ChannelLine channel={channel} facts={facts} format={format} />
                    </li>
                  ))}
                </ul>
              </div>
            ),
        )}
    </Block>
  )
}

/** Of each kind: the surest. */
const MOST = 3

async function ChannelLine({
  channel: { key, label, leadToSale },
  facts: { from, to },
  format,
}: PartProps & { channel: ChannelResult }) {
  const t = await getTranslations('reports.channels')
  return (
    <Link
      href={stageHref({ from, to, basis: 'cohort', within: null }, 'won', { channel: key })}
      prefetch={false}
      className="inline-block leading-6 hover:underline print:leading-tight"
    >
      {t('line', {
        name: label,
        rate: format.percent(leadToSale.value ?? 0),
        count: format.number(leadToSale.count),
        base: format.number(leadToSale.base),
      })}
    </Link>
  )
}

/** What both sides owed each other in the period, and kept. */
export async function PromiseLines({ facts, format }: PartProps) {
  const t = await getTranslations('reports.promises')
  const { promises } = facts
  return (
    <Block title={t('title')}>
      <dl className="figures">
        {(['sales', 'marketing'] as const).map((side) => {
          const { due, broken } = promises[side]
          const set = side === 'sales' ? 'broken' : 'answerBroken'
          return (
            <div
              key={side}
              className="flex items-baseline justify-between gap-3 border-b border-line py-1 last:border-b-0"
            >
              <dt className="min-w-0 text-ink">{t(side)}</dt>
              <dd className="text-end">
                {due === 0 ? (
                  <span className="text-sm text-muted">{t('none')}</span>
                ) : (
                  <Link
                    href={behindHref(facts, set)}
                    prefetch={false}
                    className="inline-block leading-6 font-medium text-ink hover:underline print:leading-tight"
                  >
                    {t('kept', { kept: format.number(due - broken), due: format.number(due) })}
                  </Link>
                )}
              </dd>
            </div>
          )
        })}
      </dl>
    </Block>
  )
}
