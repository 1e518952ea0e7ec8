import { getTranslations } from 'next-intl/server'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'

/** A record that is not there: said inside the shell, so that one can go on. */
export default async function RecordNotFound() {
  const t = await getTranslations('shell.notFound')
  return (
    <>
      {/* the page's own metadata ended where its record was not found */}
      <title>{t('title')}</title>
      <EmptyState
        level={1}
        title={t('title')}
        action={
          <LinkButton href="/leads" variant="primary">
            {t('home')}
          </LinkButton>
        }
      >
        {t('text')}
      </EmptyState>
    </>
  )
}
