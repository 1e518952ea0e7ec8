import { Keyboard, LogOut, UserRound } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { MenuButton, MenuHeading, MenuLine, MenuLink } from '@/components/ui/menu'
import type { Actor } from '@/lib/platform/actor'
import { LOCALES, THEMES } from '@/lib/platform/i18n/locale'
import { chooseLanguage, chooseTheme, leave } from './person-actions'

const choice =
  'flex-1 rounded-sm px-2 py-1 text-center text-sm font-medium text-muted hover:text-ink aria-pressed:bg-raised aria-pressed:text-ink aria-pressed:shadow-sm pointer-coarse:py-2'

/** Profile, theme, language, keys and the way out: in the person menu and in the phone's More. */
export async function PersonItems({ person }: { person: Actor }) {
  const t = await getTranslations()
  return (
    <>
      <MenuLink href="/settings/profile">
        <UserRound aria-hidden="true" />
        {t('shell.person.profile')}
      </MenuLink>
      <MenuButton type="button" data-open-keys="" className="max-md:hidden">
        <Keyboard aria-hidden="true" />
        {t('shell.palette.showKeys')}
      </MenuButton>
      <MenuLine />
      <MenuHeading>{t('shell.person.theme')}</MenuHeading>
      <form action={chooseTheme} className="mx-2 flex gap-0.5 rounded-md border border-line bg-sunken p-0.5">
        {THEMES.map((theme) => (
          <button
            key={theme}
            type="submit"
            name="theme"
            value={theme}
            aria-pressed={person.theme === theme}
            className={choice}
          >
            {t(`common.theme.${theme}`)}
          </button>
        ))}
      </form>
      <MenuHeading>{t('shell.person.language')}</MenuHeading>
      <form
        action={chooseLanguage}
        className="mx-2 mb-1 flex gap-0.5 rounded-md border border-line bg-sunken p-0.5"
      >
        {LOCALES.map((locale) => (
          <button
            key={locale}
            type="submit"
            name="locale"
            value={locale}
            lang={locale}
            aria-pressed={person.locale === locale}
            className={choice}
          >
            {t(`common.language.${locale}`)}
          </button>
        ))}
      </form>
      <MenuLine />
      <form action={leave}>
        <MenuButton>
          <LogOut aria-hidden="true" />
          {t('shell.person.signOut')}
        </MenuButton>
      </form>
    </>
  )
}
