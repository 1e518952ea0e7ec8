import { Bell } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { BellCount, type Unread } from '@/components/notices/bell-count'
import { CountBadge } from '@/components/ui/badge'
import { Kbd } from '@/components/ui/kbd'
import type { Actor } from '@/lib/platform/actor'
import { commandKey } from './command-key'
import { DestinationIcon } from './destination-icon'
import { ALSO, DESTINATIONS, type Destination, GO_KEYS, type NavCounts } from './destinations'
import { NavLink } from './nav-link'
import { PersonMenu } from './person-menu'
import { Wordmark } from './wordmark'

const link =
  'group flex h-8 items-center gap-2.5 rounded-md px-2 text-base font-medium text-body hover:bg-hover hover:text-ink aria-[current=page]:bg-surface aria-[current=page]:text-ink aria-[current=page]:shadow-sm [&_svg]:size-4 [&_svg]:text-muted aria-[current=page]:[&_svg]:text-accent'

/** The slim bar at the left: what people do here, with what waits for them. */
export async function SideBar({ person, counts, bell }: { person: Actor; counts: NavCounts; bell: Unread }) {
  const t = await getTranslations('shell')
  const item = async (name: Destination) => (
    <li key={name}>
      <NavLink href={`/${name}`} also={ALSO[name]} goKey={GO_KEYS[name]} className={link}>
        <DestinationIcon name={name} />
        <span className="flex-1">{t(`nav.${name}`)}</span>
        <DestinationCount name={name} counts={counts} />
      </NavLink>
    </li>
  )
  const command = await commandKey()
  const work = DESTINATIONS.filter((name) => name !== 'settings')
  return (
    <header
      data-print="hide"
      className="sticky top-0 hidden h-dvh flex-col border-r border-line bg-sunken px-2.5 pt-3 pb-2.5 md:flex"
    >
      <div className="flex items-center justify-between gap-2 pb-2 pl-2">
        <Wordmark className="text-lg" />
        <NavLink
          href="/notices"
          goKey="b"
          className="flex h-8 min-w-8 items-center justify-center gap-1 rounded-md px-1.5 text-muted hover:bg-hover hover:text-ink aria-[current=page]:bg-surface aria-[current=page]:text-ink [&_svg]:size-4"
        >
          <Bell aria-hidden="true" strokeWidth={1.75} />
          <span className="sr-only">{t('notices')}</span>
          <BellCount unread={bell} />
        </NavLink>
      </div>
      <button
        type="button"
        data-open-palette=""
        className="mb-3 flex h-8 items-center justify-between gap-2 rounded-md border border-line bg-surface px-2 text-sm text-muted hover:border-line-strong hover:text-ink"
      >
        <span className="truncate">{t('palette.open')}</span>
        <Kbd>{command === '⌘' ? '⌘K' : 'Ctrl K'}</Kbd>
      </button>
      <nav aria-label={t('main')} className="flex min-h-0 flex-1 flex-col overflow-y-auto">
        <ul className="flex flex-col gap-px">{await Promise.all(work.map(item))}</ul>
        <ul className="mt-auto flex flex-col gap-px pt-4">{await item('settings')}</ul>
      </nav>
      <div className="mt-1 border-t border-line pt-2">
        <PersonMenu person={person} />
      </div>
    </header>
  )
}

/** Overdue handoffs shout, everything else only says how much there is. */
export async function DestinationCount({ name, counts }: { name: Destination; counts: NavCounts }) {
  const t = await getTranslations('shell.count')
  if (name === 'queue') {
    if (counts.queueOverdue > 0) {
      return (
        <CountBadge
          tone="danger"
          count={counts.queueOverdue}
          label={t('overdue', { count: counts.queueOverdue })}
        />
      )
    }
    if (counts.queuePending > 0) {
      return <CountBadge count={counts.queuePending} label={t('queue', { count: counts.queuePending })} />
    }
    return <CountBadge count={counts.answersOwed} label={t('answers', { count: counts.answersOwed })} />
  }
  if (name === 'nurture') {
    const { nurtureWoken: woken, nurtureDue: due, nurtureQuiet: quiet } = counts
    // what is to do today; when nothing is, those who are forgotten
    return woken + due > 0 ? (
      <CountBadge count={woken + due} label={t('nurture', { woken, due, quiet })} />
    ) : (
      <CountBadge tone="danger" count={quiet} label={t('quiet', { count: quiet })} />
    )
  }
  if (name === 'leads')
    return <CountBadge count={counts.returned} label={t('returned', { count: counts.returned })} />
  if (name === 'monday')
    return (
      <CountBadge
        tone="danger"
        count={counts.decisionsDue}
        label={t('decisions', { count: counts.decisionsDue })}
      />
    )
  if (name === 'promises')
    return <CountBadge count={counts.contests} label={t('contests', { count: counts.contests })} />
  return null
}
