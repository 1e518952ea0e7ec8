import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { ExportMenu } from '@/components/exports/export-menu'
import { COUNTED_TABLE } from '@/components/funnel/counted-table'
import { CountLink } from '@/components/quality/judged-share'
import { Card } from '@/components/ui/card'
import { Explain } from '@/components/ui/explain'
import type { Reason } from '@/lib/organisation/queries'
import type { PersonPoints } from '@/lib/performance/points'
import { lineHref } from '@/lib/performance/search-params'
import type { Side } from '@/lib/platform/db/generated/enums'
import type { Formatter } from '@/lib/platform/i18n/format'
import type { Period } from '@/lib/platform/period'
import { pointWords } from './point-words'

/** A person's points, line by line: so many times so much, each with its list. */
export async function PointLines({
  side,
  personId,
  points,
  period,
  reasons,
  format,
}: {
  side: Side
  personId: number
  points: PersonPoints
  period: Period
  reasons: readonly Reason[]
  format: Formatter
}) {
  const [t, all, word] = await Promise.all([
    getTranslations('performance.points'),
    getTranslations('performance'),
    pointWords(reasons),
  ])
  const ids = new Map(reasons.map(({ id, code }) => [code, id]))
  const signed = (value: number) => (value > 0 ? `+${format.number(value)}` : format.number(value))
  const { lines, total } = points
  const spans = [...new Map(lines.map((line) => [`${line.version} ${line.from}`, line])).values()]
  return (
    <Card
      id="points"
      title={
        <span className="inline-flex items-center gap-1.5">
          {t('lines.title')}
          <Explain label={all('howCounted')}>{t('how')}</Explain>
        </span>
      }
      note={
        <Link href="/people/points" className="hover:underline">
          {t(`side.${side}`)}
        </Link>
      }
      actions={
        total !== null && (
          <ExportMenu
            table="pointLines"
            query={{ from: period.from, to: period.to, side, person: String(personId) }}
            of={side}
            what={`${t('lines.title')}, ${t(`side.${side}`)}`}
            size="sm"
          />
        )
      }
      flush
    >
      {total === null ? (
        <p className="px-4 pb-4 text-muted">{t('lines.unset')}</p>
      ) : (
        <div className="relative overflow-x-auto pb-1">
          <table className={COUNTED_TABLE}>
            <caption className="sr-only">{t('lines.title')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('what')}</th>
                <th scope="col">{t('lines.count')}</th>
                <th scope="col">{t('lines.times')}</th>
                <th scope="col">{t('lines.sum')}</th>
              </tr>
            </thead>
            {spans.map(({ version, from, to }) => (
              <tbody key={`${version} ${from}`}>
                <tr>
                  <th scope="rowgroup" colSpan={4} className="text-xs font-normal! text-muted!">
                    {t('lines.span', { version, from: format.date(from), to: format.date(to) })}
                  </th>
                </tr>
                {lines
                  .filter((line) => line.version === version && line.from === from)
                  .map((line) => (
                    <tr key={line.key}>
                      <th scope="row">{word(line.key)}</th>
                      <td>
                        <CountLink
                          value={line.count}
                          href={lineHref(side, line, personId, ids)}
                          format={format}
                        />
                      </td>
                      <td>{signed(line.weight)}</td>
                      <td className="font-medium text-ink">{signed(line.points)}</td>
                    </tr>
                  ))}
              </tbody>
            ))}
            <tfoot>
              <tr>
                <th scope="row">{t('lines.total')}</th>
                <td />
                <td />
                <td className="font-semibold text-ink">{format.number(total)}</td>
              </tr>
            </tfoot>
          </table>
        </div>
      )}
    </Card>
  )
}
