import Link from 'next/link'
import { Card } from '@/components/ui/card'
import { Explain } from '@/components/ui/explain'
import { handoffsHref } from '@/lib/funnel/search-params'
import { countsByVersion, type VersionCount } from '@/lib/handoffs/queries/by-version'
import type { Actor } from '@/lib/platform/actor'
import { ENOUGH, type Verdict, verdicts, wilson } from '@/lib/platform/statistics'
import { WORKING_DAY_MINUTES } from '@/lib/platform/working-time'
import type { AgreementWords } from './agreement-words'

/**
 * Whether sales accepts more since a version than under the one before: counts, intervals, and what may be said about
 * the difference.
 */
export async function AcceptanceAround({
  actor,
  before,
  version,
  today,
  words,
}: {
  actor: Actor
  before: number
  version: number
  today: string
  words: AgreementWords
}) {
  const { t } = words
  const counts = await countsByVersion(actor, [before, version])
  return (
    <Card
      title={
        <span className="inline-flex items-center gap-1.5">
          {t('acceptance.title')}
          <Explain label={t('acceptance.how')}>{t('acceptance.howText')}</Explain>
        </span>
      }
      note={t('acceptance.note')}
    >
      <ul className="flex flex-col gap-3">
        {counts.map((count) => (
          <VersionAcceptance key={count.version} count={count} today={today} words={words} />
        ))}
      </ul>
      <p className="mt-3 border-t border-line pt-2 text-sm text-body">
        {t(`acceptance.verdict.${verdictOn(counts)}`)}
      </p>
    </Card>
  )
}

function verdictOn(counts: readonly VersionCount[]): Verdict {
  if (counts.some(({ decided }) => decided < ENOUGH)) return 'too_few'
  const judged = verdicts(counts.map(({ accepted, decided }) => ({ count: accepted, base: decided })))
  return judged.at(-1) ?? 'too_few'
}

function VersionAcceptance({
  count: { version, decided, accepted, medianMinutes },
  today,
  words: { t, format },
}: {
  count: VersionCount
  today: string
  words: AgreementWords
}) {
  const { value, low, high, enough } = wilson(accepted, decided)
  const list = (set: 'accepted' | 'decided', number: number) => (
    <Link
      href={handoffsHref({ from: '2000-01-01', to: today, version }, set)}
      prefetch={false}
      className="hover:text-ink hover:underline"
    >
      {format.number(number)}
    </Link>
  )
  return (
    <li>
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-medium text-ink">{t('version', { version })}</span>
        {value === null || low === null || high === null ? (
          <span className="text-muted">{t('acceptance.none')}</span>
        ) : (
          <span className="figures whitespace-nowrap">
            {enough && <span className="text-lg font-semibold text-ink">{format.percent(value)}</span>}{' '}
            <span className="text-sm text-muted">{format.interval(low, high, 0)}</span>
          </span>
        )}
      </p>
      {value !== null && low !== null && high !== null && (
        <>
          <span aria-hidden="true" className="relative my-1 block h-2 rounded-full bg-hover">
            <span
              className="absolute inset-y-0 rounded-full bg-accent/35"
              style={{ left: `${low * 100}%`, right: `${100 - high * 100}%` }}
            />
            <span
              className="absolute inset-y-[-2px] w-0.5 -translate-x-1/2 bg-accent-ink"
              style={{ left: `${value * 100}%` }}
            />
          </span>
          <p className="figures flex flex-wrap justify-between gap-x-3 text-xs text-muted">
            <span>
              {list('accepted', accepted)} / {list('decided', decided)}
            </span>
            {medianMinutes !== null && (
              <span>
                {t('acceptance.response')}: {format.duration(medianMinutes, WORKING_DAY_MINUTES)}
              </span>
            )}
          </p>
        </>
      )}
    </li>
  )
}
