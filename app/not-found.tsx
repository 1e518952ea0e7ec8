import { getTranslations } from 'next-intl/server'
import { buttonClass } from '@/components/ui/button-class'
import { EmptyState } from '@/components/ui/empty-state'

export default async function NotFound() {
  const t = await getTranslations('shell.notFound')
  return (
    <main className="grid min-h-[70dvh] place-items-center">
      <EmptyState
        level={1}
        title={t('title')}
        action={
          // Every page carries this one's scripts: a link of Next's would be 3 KB for all.
          <a href="/leads" className={buttonClass({ variant: 'primary' })}>
            {t('home')}
          </a>
        }
      >
        {t('text')}
      </EmptyState>
    </main>
  )
}
