import { getTranslations } from 'next-intl/server'
import { Avatar } from '@/components/ui/avatar'
import { Menu } from '@/components/ui/menu'
import type { Actor } from '@/lib/platform/actor'
import { PersonItems } from './person-items'

/** Who is signed in, and what is theirs alone. */
export async function PersonMenu({ person }: { person: Actor }) {
  const t = await getTranslations()
  const roles = person.roles.map((role) => t(`common.role.${role}`)).join(', ')
  return (
    <Menu
      id="person-menu"
      align="top"
      className="w-60"
      triggerClassName="flex w-full items-center gap-2 rounded-md px-2 py-1.5 text-start hover:bg-hover"
      trigger={
        <>
          <Avatar name={person.name} size="md" />
          <span className="min-w-0 flex-1">
            <span className="block text-sm font-medium text-ink">{person.name}</span>
            <span className="block text-xs text-muted">{roles}</span>
          </span>
        </>
      }
    >
      <PersonItems person={person} />
    </Menu>
  )
}
