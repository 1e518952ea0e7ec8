import { getTranslations } from 'next-intl/server'
import { type Column, DataTable } from '@/components/data-table/data-table'
import { ListKeys } from '@/components/data-table/list-keys'
import { Time } from '@/components/ui/time'
import type { PersonListed } from '@/lib/people/queries'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { StatusWord } from './status-word'

export async function PeopleList({ people }: { people: PersonListed[] }) {
  const [t, format] = await Promise.all([getTranslations(), pageFormat()])
  const rolesOf = (person: PersonListed) =>
    [
      ...person.headOf.map((side) => t(`common.head.${side}`)),
      ...person.roles.map((role) => t(`common.role.${role}`)),
    ].join(', ')
  const columns: Column<PersonListed>[] = [
    { key: 'name', header: t('people.list.name'), cell: (person) => person.name },
    { key: 'email', header: t('people.list.email'), from: 'lg', cell: (person) => person.email ?? '—' },
    {
      key: 'roles',
      header: t('people.list.roles'),
      cell: (person) => rolesOf(person) || <span className="text-muted">{t('people.list.noRole')}</span>,
    },
    {
      key: 'status',
      header: t('people.list.status'),
      width: '8rem',
      cell: (person) => <StatusWord status={person.status} />,
    },
    {
      key: 'lastSeen',
      header: t('people.list.lastSeen'),
      width: '9rem',
      from: 'lg',
      cell: (person) =>
        person.lastSeenAt ? (
          <Time value={person.lastSeenAt} format={format} as="relative" />
        ) : (
          <span className="text-muted">{t('people.list.never')}</span>
        ),
    },
  ]
  return (
    <>
      <ListKeys />
      <DataTable
        rows={people}
        columns={columns}
        rowKey={(person) => person.id}
        rowHref={(person) => `/settings/people/${person.id}`}
        caption={t('people.list.caption')}
      />
    </>
  )
}
