import { createTranslator } from 'next-intl'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Toaster } from '@/components/ui/toaster'
import { messagesFor } from '@/lib/i18n/messages'
import type { Actor } from '@/lib/platform/actor'
import { BottomBar } from './bottom-bar'
import type { PaletteEntry } from './command-palette'
import { ALSO_CALLED, DESTINATIONS, GO_KEYS, type NavCounts } from './destinations'
import { Hotkeys } from './hotkeys'
import { KeysDialog } from './keys-dialog'
import { LiveStream } from './live-stream'
import { SideBar } from './side-bar'

/** What stands around every page of the workspace. */
export async function Shell({
  person,
  counts,
  unread,
  children,
}: {
  person: Actor
  counts: NavCounts
  /** notices */
  unread: number
  children: ReactNode
}) {
  const t = await getTranslations()
  const locale = await getLocale()
  const other = locale === 'ru' ? 'en' : 'ru'
  const elsewhere = createTranslator({ locale: other, messages: messagesFor(other), namespace: 'shell' })
  const entersLeads = person.roles.includes('marketer') || person.roles.includes('sales')
  const entries: PaletteEntry[] = [
    ...(entersLeads
      ? ([
          {
            key: 'new',
            group: 'actions',
            label: t('shell.newLead'),
            also: [elsewhere('newLead'), 'add create enter', 'добавить создать завести'],
            href: '/leads/new',
            hint: 'N',
          },
          {
            key: 'import',
            group: 'actions',
            label: t('shell.palette.importFile'),
            also: [
              elsewhere('palette.importFile'),
              'upload leads outcomes costs csv excel xlsx',
              'загрузить лиды итоги расходы',
            ],
            href: '/imports/new',
          },
        ] as const)
      : []),
    { key: 'keys', group: 'actions', label: t('shell.palette.showKeys'), opens: 'keys', hint: '?' },
    ...DESTINATIONS.map((name) => ({
      key: name,
      group: 'pages' as const,
      label: t(`shell.nav.${name}`),
      also: [elsewhere(`nav.${name}`), ...ALSO_CALLED[name]],
      href: `/${name}`,
      hint: `G ${GO_KEYS[name].toUpperCase()}`,
    })),
    { key: 'notices', group: 'pages', label: t('notices.title'), href: '/notices', hint: 'G B' },
    { key: 'profile', group: 'pages', label: t('shell.person.profile'), href: '/settings/profile' },
  ]
  const bell = { count: unread, label: t('notices.bell', { count: unread }) }
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[13rem_minmax(0,1fr)] print:block">
      <a
        href="#content"
        data-print="hide"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-md bg-accent px-3 py-2 font-medium text-on-accent focus:translate-y-0"
      >
        {t('shell.skip')}
      </a>
      <SideBar person={person} counts={counts} bell={bell} />
      <main
        id="content"
        tabIndex={-1}
        className="min-w-0 px-4 pt-4 pb-24 outline-none md:px-6 md:pb-10 2xl:has-data-side-panel:pr-[31.5rem] print:p-0"
      >
        {children}
      </main>
      <BottomBar person={person} counts={counts} bell={bell} />
      <KeysDialog />
      <Toaster label={t('shell.notifications')} closeLabel={t('common.action.close')} />
      <LiveStream since={person.at.getTime()} />
      <Hotkeys
        entries={entries}
        words={{
          title: t('shell.palette.title'),
          placeholder: t('shell.palette.placeholder'),
          empty: t('shell.palette.empty'),
          searching: t('shell.palette.searching'),
          pages: t('shell.palette.pages'),
          actions: t('shell.palette.actions'),
          leads: t('shell.palette.leads'),
          steps: t('shell.palette.steps'),
          recent: t('shell.palette.recent'),
          found: {
            one: t('shell.palette.found.one'),
            few: t('shell.palette.found.few'),
            many: t('shell.palette.found.many'),
            other: t('shell.palette.found.other'),
          },
          locale,
        }}
      />
    </div>
  )
}
