import { getTranslations } from 'next-intl/server'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'

export default async function NotFound() {
  const t = await getTranslations('shell.notFound')
  return (
    <main className="grid min-h-[70dvh] place-items-center">
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
    </main>
  )
}
