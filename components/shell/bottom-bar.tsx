import { Bell, Ellipsis } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { BellCount, type Unread } from '@/components/notices/bell-count'
import { Menu, MenuLine } from '@/components/ui/menu'
import type { Actor } from '@/lib/platform/actor'
import { DestinationIcon } from './destination-icon'
import { ALSO, DESTINATIONS, firstDestinations, type NavCounts } from './destinations'
import { NavLink } from './nav-link'
import { PersonItems } from './person-items'
import { DestinationCount } from './side-bar'

const tile =
  'relative flex h-14 w-full flex-col items-center justify-center gap-0.5 px-1 text-2xs font-medium text-muted -outline-offset-2 aria-[current=page]:text-ink [&_svg]:size-5 aria-[current=page]:[&_svg]:text-accent'

/** The phone's bar: the four places this person comes for, and the rest under More. */
export async function BottomBar({
  person,
  counts,
  bell,
}: {
  person: Actor
  counts: NavCounts
  bell: Unread
}) {
  const t = await getTranslations('shell')
  const first = firstDestinations(person.roles)
  const rest = DESTINATIONS.filter((name) => !first.includes(name))
  return (
    <nav
      aria-label={t('main')}
      data-print="hide"
      className="fixed inset-x-0 bottom-0 z-20 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="grid grid-cols-5">
        {first.map((name) => (
          <li key={name}>
            <NavLink href={`/${name}`} also={ALSO[name]} className={tile}>
              <DestinationIcon name={name} />
              <span className="max-w-full truncate">{t(`nav.${name}`)}</span>
              <span className="absolute top-1 left-1/2 ml-1.5">
                <DestinationCount name={name} counts={counts} />
              </span>
            </NavLink>
          </li>
        ))}
        <li>
          <Menu
            id="more"
            align="top"
            triggerClassName={tile}
            className="w-64"
            trigger={
              <>
                <Ellipsis aria-hidden="true" />
                {t('more')}
                <span className="absolute top-1 left-1/2 ml-1.5">
                  <BellCount unread={bell} />
                </span>
              </>
            }
          >
            <NavLink
              href="/notices"
              className="flex items-center gap-2.5 rounded-md px-2.5 py-2.5 text-base text-body hover:bg-hover [&_svg]:size-4 [&_svg]:text-muted"
            >
              <Bell aria-hidden="true" strokeWidth={1.75} />
              <span className="flex-1">{t('notices')}</span>
              <BellCount unread={bell} />
            </NavLink>
            {rest.map((name) => (
              <NavLink
                key={name}
                href={`/${name}`}
                also={ALSO[name]}
                className="flex items-center gap-2.5 rounded-md px-2.5 py-2.5 text-base text-body hover:bg-hover [&_svg]:size-4 [&_svg]:text-muted"
              >
                <DestinationIcon name={name} />
                <span className="flex-1">{t(`nav.${name}`)}</span>
                <DestinationCount name={name} counts={counts} />
              </NavLink>
            ))}
            <MenuLine />
            <PersonItems person={person} />
          </Menu>
        </li>
      </ul>
    </nav>
  )
}
