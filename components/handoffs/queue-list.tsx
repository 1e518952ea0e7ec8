import { Badge } from '@/components/ui/badge'
import { cx } from '@/components/ui/cx'
import { GradeBadge } from '@/components/ui/grade-badge'
import { DueLook } from './due-look'
import type { RowView } from './queue-rows'

type Words = { list: string; notOpened: string; sending: string }

/** The queue itself: one link per handoff, the most urgent on top. What has left it is still there, and says so. */
export function QueueList({
  rows,
  openId,
  gone,
  leaving,
  hrefOf,
  words,
}: {
  rows: readonly RowView[]
  openId: number | undefined
  gone: ReadonlyMap<number, string>
  leaving: ReadonlySet<number>
  hrefOf: (id: number) => string
  words: Words
}) {
  return (
    <ol aria-label={words.list}>
      {rows.map((row) => (
        <Row
          key={row.id}
          row={row}
          href={hrefOf(row.id)}
          open={row.id === openId}
          left={gone.get(row.id) ?? (leaving.has(row.id) ? words.sending : undefined)}
          notOpened={words.notOpened}
        />
      ))}
    </ol>
  )
}

function Row({
  row,
  href,
  open,
  left,
  notOpened,
}: {
  row: RowView
  href: string
  open: boolean
  /** what is said of one that has left the queue */
  left: string | undefined
  notOpened: string
}) {
  const { due, verdict, facts } = row
  return (
    <li
      data-row={row.id}
      data-left={left === undefined ? undefined : ''}
      className={cx(
        'relative border-b border-line px-4 py-2 last:border-b-0 hover:bg-hover max-md:py-3',
        open && 'md:bg-selected',
        left !== undefined && 'bg-sunken',
      )}
    >
      <div className="flex items-baseline justify-between gap-3">
        <a
          href={href}
          data-row-link=""
          aria-current={open || undefined}
          className={cx(
            'row-link min-w-0 truncate',
            left === undefined ? 'text-ink' : 'text-muted line-through',
            row.fresh ? 'font-semibold' : 'font-medium',
          )}
        >
          {row.name}
          {row.fresh && <span className="sr-only">, {notOpened}</span>}
        </a>
        {due && <DueLook due={due} className={left === undefined ? undefined : 'invisible'} />}
        {verdict && (
          <span className="flex shrink-0 items-baseline gap-2 text-sm text-muted">
            <Badge tone={verdict.state === 'accepted' ? 'success' : 'warn'}>{verdict.word}</Badge>
            <span title={verdict.title} className="figures whitespace-nowrap">
              {verdict.when}
            </span>
          </span>
        )}
      </div>
      <p className="relative text-sm text-muted">
        <span className={cx('block truncate max-md:whitespace-normal', left !== undefined && 'invisible')}>
          {row.grade && row.gradeWord && <GradeBadge grade={row.grade} label={row.gradeWord} bare />}
          {row.grade && facts.length > 0 && ' · '}
          {facts.join(' · ')}
        </span>
        {left !== undefined && <span className="absolute inset-0 truncate">{left}</span>}
      </p>
      {row.words && (
        <p className={cx('truncate text-sm', left === undefined ? 'text-body' : 'text-muted')}>
          {row.asked && <b className="font-semibold text-muted">? </b>}
          {row.words}
        </p>
      )}
    </li>
  )
}
