import { getTranslations } from 'next-intl/server'
import { ChartWithTable } from '@/components/charts/chart-with-table'
import { IntervalBars } from '@/components/charts/interval-bars'
import { intervalMarks } from '@/components/charts/interval-marks'
import { shareTicks } from '@/components/charts/ticks'
import { ExportMenu } from '@/components/exports/export-menu'
import { COUNTED_TABLE } from '@/components/funnel/counted-table'
import { Card } from '@/components/ui/card'
import { Explain } from '@/components/ui/explain'
import { GradeBadge } from '@/components/ui/grade-badge'
import type { CalibrationRow } from '@/lib/funnel/calibration'
import { MIX_GRADES } from '@/lib/funnel/quality'
import type { GradingCalibration } from '@/lib/funnel/queries/quality'
import { handoffsHref, segmentHref } from '@/lib/funnel/search-params'
import type { HandoffSet } from '@/lib/handoffs/handoff-sets'
import type { Actor } from '@/lib/platform/actor'
import type { Grade } from '@/lib/platform/db/generated/enums'
import type { Formatter } from '@/lib/platform/i18n/format'
import type { Estimate } from '@/lib/platform/statistics'
import { seesEachPerson } from '@/lib/promises/policy'
import { CountLink, judgedShares } from './judged-share'

type Props = { found: GradingCalibration; actor: Actor; format: Formatter }

/** How often hot, warm and cold were accepted and won, and what became of overridden grades. */
export async function CalibrationCards({ found, actor, format }: Props) {
  const t = await getTranslations('performance')
  const decided = MIX_GRADES.reduce((sum, grade) => sum + found.total.grades[grade].accepted.base, 0)
  const title = (
    <span className="inline-flex items-center gap-1.5">
      {t('calibration.title')}
      <Explain label={t('howCounted')}>{t('calibration.how')}</Explain>
    </span>
  )
  const note = t('calibration.note', { from: format.date(found.from), to: format.date(found.to) })
  if (decided === 0) {
    return (
      <Card title={title} note={note}>
        <p className="text-muted">{t('calibration.none')}</p>
      </Card>
    )
  }
  return (
    <>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <Card
          title={title}
          note={note}
          actions={
            <ExportMenu
              table="calibration"
              query={{ from: found.from, to: found.to }}
              what={t('calibration.title')}
              size="sm"
            />
          }
          flush
        >
          <ByGrade found={found} format={format} />
        </Card>
        <Overrides found={found} format={format} />
      </div>
      {found.people.length > 0 && <ByMarketer found={found} actor={actor} format={format} />}
    </>
  )
}

/** The lists behind the numbers of one marketer, or of all. */
function listsOf({ from, to }: GradingCalibration, marketerId?: number) {
  return (set: HandoffSet, grade?: Grade) => handoffsHref({ from, to, marketerId, grade, of: 'quality' }, set)
}

async function ByGrade({ found, format }: Omit<Props, 'actor'>) {
  const [t, grades, share] = await Promise.all([
    getTranslations('performance.calibration'),
    getTranslations('common.grade'),
    judgedShares(format),
  ])
  const list = listsOf(found)
  return (
    <>
      <div className="relative overflow-x-auto">
        <table className={COUNTED_TABLE}>
          <caption className="sr-only">{t('title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('column.grade')}</th>
              <th scope="col">{t('column.accepted')}</th>
              <th scope="col">{t('column.won')}</th>
              <th scope="col">{t('column.atWork')}</th>
            </tr>
          </thead>
          <tbody>
            {MIX_GRADES.map((grade) => {
              const { accepted, won, atWork } = found.total.grades[grade]
              return (
                <tr key={grade}>
                  <th scope="row">
                    <GradeBadge grade={grade} label={grades(grade)} />
                  </th>
                  <td>{share(plain(accepted), list('accepted', grade), list('decided', grade))}</td>
                  <td>{share(plain(won), list('won', grade), list('decided', grade))}</td>
                  <td>
                    <CountLink value={atWork} href={list('atWork', grade)} format={format} />
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      <p className="border-t border-line px-4 py-2.5 text-sm text-body">
        {t(`order.hotOverWarm.${found.order.hotOverWarm}`)}{' '}
        {t(`order.warmOverCold.${found.order.warmOverCold}`)}
      </p>
    </>
  )
}

/** The whole has no rest that it could differ from. */
function plain({ count, base, value, low, high, enough }: Estimate): Estimate {
  return { count, base, value, low, high, enough }
}

async function ByMarketer({ found, actor, format }: Props) {
  const [t, grades, share, mark] = await Promise.all([
    getTranslations('performance.calibration'),
    getTranslations('common.grade'),
    judgedShares(format),
    intervalMarks(format),
  ])
  const { people, total } = found
  const all = total.grades.hot.accepted
  const top = Math.max(...people.map(({ grades }) => grades.hot.accepted.high ?? 0), all.high ?? 0)
  const cells = (row: CalibrationRow, marketerId: number | undefined) => {
    const list = listsOf(found, marketerId)
    const shown = (estimate: Parameters<typeof share>[0]) =>
      marketerId === undefined ? plain(estimate) : estimate
    return (
      <>
        {MIX_GRADES.map((grade) => (
          <td key={grade}>
            {share(shown(row.grades[grade].accepted), list('accepted', grade), list('decided', grade))}
          </td>
        ))}
        <td>{share(shown(row.grades.hot.won), list('won', 'hot'), list('decided', 'hot'))}</td>
      </>
    )
  }
  return (
    <ChartWithTable
      title={t('people.title')}
      note={t('people.chart')}
      howCounted={
        <>
          {t('how')} {!seesEachPerson(actor) && t('people.own')}
        </>
      }
      file={`calibration-${found.from}-${found.to}`}
      tableOpen
      table={
        <table className={COUNTED_TABLE}>
          <caption className="sr-only">{t('people.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('column.marketer')}</th>
              {MIX_GRADES.map((grade) => (
                <th key={grade} scope="col">
                  {t(`column.${grade}Accepted`)}
                </th>
              ))}
              <th scope="col">{t('column.hotWon')}</th>
            </tr>
          </thead>
          <tbody>
            {people.map((row) => (
              <tr key={row.personId}>
                <th scope="row">{row.name}</th>
                {cells(row, row.personId)}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('people.all')}</th>
              {cells(total, undefined)}
            </tr>
          </tfoot>
        </table>
      }
    >
      <IntervalBars
        label={t('people.chart')}
        ticks={shareTicks(top, (share) => format.percent(share, 0))}
        reference={all.value === null ? undefined : { at: all.value, text: t('people.all') }}
        marks={people.map((row) => {
          const { accepted } = row.grades.hot
          return mark({
            key: String(row.personId),
            label: row.name ?? '',
            estimate: accepted,
            verdict:
              accepted.verdict === 'more'
                ? 'better'
                : accepted.verdict === 'less'
                  ? 'worse'
                  : accepted.verdict,
            href: listsOf(found, row.personId)('decided', 'hot'),
          })
        })}
      />
      <ul className="mt-2 flex flex-col gap-1 text-sm text-body" aria-label={grades('hot')}>
        {people.map(({ personId, name, grades: { hot } }) => (
          <li key={personId}>
            {t(`reading.${hot.accepted.verdict}`, { name: name ?? '', n: hot.accepted.base })}{' '}
            {(hot.won.verdict === 'more' || hot.won.verdict === 'less') && t(`wonReading.${hot.won.verdict}`)}
          </li>
        ))}
      </ul>
    </ChartWithTable>
  )
}

async function Overrides({ found, format }: Omit<Props, 'actor'>) {
  const [t, all, share] = await Promise.all([
    getTranslations('performance.overrides'),
    getTranslations('performance'),
    judgedShares(format),
  ])
  const { hot, total, people } = found
  const accepted = ({ count, base, value }: Estimate) =>
    value === null ? '0 / 0' : `${format.percent(value)}, ${format.number(count)} / ${format.number(base)}`
  const rows = people.filter(
    ({ overrides, leads }) => overrides.right.base > 0 || leads.up > 0 || leads.down > 0,
  )
  const cells = (row: CalibrationRow, leads: GradingCalibration['leads'], marketerId?: number) => {
    const list = listsOf(found, marketerId)
    const { overrides } = row
    const owner = marketerId === undefined ? {} : { owner: marketerId }
    const right = marketerId === undefined ? plain(overrides.right) : overrides.right
    return (
      <>
        <td>{share(right, list('overrideRight'), list('overridden'))}</td>
        <td>
          <CountLink value={overrides.up} href={list('overriddenUp')} format={format} />
          <span className="ml-auto block min-w-24 text-xs text-muted">
            {t('column.upAccepted')} {format.number(overrides.upAccepted)}, {t('column.upWon')}{' '}
            {format.number(overrides.upWon)}
          </span>
        </td>
        <td>
          <CountLink value={overrides.down} href={list('overriddenDown')} format={format} />
          <span className="block text-xs text-muted">
            {t('column.downRejected')} {format.number(overrides.downRejected)}
          </span>
        </td>
        <td>
          <CountLink value={leads.up} href={segmentHref(found, 'overriddenUp', owner)} format={format} />
          <span className="text-muted"> ▲ </span>
          <CountLink value={leads.down} href={segmentHref(found, 'overriddenDown', owner)} format={format} />
          <span className="text-muted"> ▼</span>
        </td>
      </>
    )
  }
  return (
    <Card
      title={
        <span className="inline-flex items-center gap-1.5">
          {t('title')}
          <Explain label={all('howCounted')}>{t('how')}</Explain>
        </span>
      }
      note={t('note')}
      flush
    >
      {total.overrides.right.base === 0 && found.leads.up + found.leads.down === 0 ? (
        <p className="px-4 pb-4 text-muted">{t('none')}</p>
      ) : (
        <>
          <div className="relative overflow-x-auto">
            <table className={COUNTED_TABLE}>
              <caption className="sr-only">{t('title')}</caption>
              <thead>
                <tr>
                  <th scope="col">{all('calibration.column.marketer')}</th>
                  <th scope="col">{t('column.right')}</th>
                  <th scope="col">{t('column.up')}</th>
                  <th scope="col">{t('column.down')}</th>
                  <th scope="col">{t('column.leads')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.personId}>
                    <th scope="row">{row.name}</th>
                    {cells(row, row.leads, row.personId)}
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr>
                  <th scope="row">{all('calibration.people.all')}</th>
                  {cells(total, found.leads)}
                </tr>
              </tfoot>
            </table>
          </div>
          <p className="border-t border-line px-4 py-2.5 text-sm text-body">
            {t(`against.${hot.verdict}`, {
              overridden: accepted(hot.overridden),
              answered: accepted(hot.answered),
            })}
          </p>
        </>
      )}
    </Card>
  )
}
