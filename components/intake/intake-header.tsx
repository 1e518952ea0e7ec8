import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { PageHeader } from '@/components/ui/page-header'
import { Tabs } from '@/components/ui/tabs'
import { COUNTED, countHeld } from '@/lib/forms/queries'
import { countSuspects } from '@/lib/leads/queries/suspects'
import { requirePerson } from '@/lib/platform/auth/session'
import { pageFormat } from '@/lib/platform/i18n/page-format'

/** How many pairs wait to be merged: counted up to a thousand, by an index. */
async function surelyTheSame(): Promise<string | null> {
  const actor = await requirePerson()
  const [format, { count, more }] = await Promise.all([
    pageFormat(),
    countSuspects(actor, { sureness: 'sure' }),
  ])
  return count === 0 ? null : `${format.number(count)}${more ? '+' : ''}`
}

/** How many sent forms wait for somebody to look at them. */
async function heldBack(): Promise<string | null> {
  const actor = await requirePerson()
  const [format, count] = await Promise.all([pageFormat(), countHeld(actor)])
  return count === 0 ? null : `${format.number(count)}${count >= COUNTED ? '+' : ''}`
}

/** The head of the screens where leads come in: files, web forms, and what came in twice. */
export async function IntakeHeader({
  current,
  title,
  meta,
  actions,
}: {
  current: 'imports' | 'forms' | 'duplicates'
  title: string
  meta?: ReactNode
  actions?: ReactNode
}) {
  const t = await getTranslations('imports.tabs')
  const [pairs, held] = await Promise.all([surelyTheSame(), heldBack()])
  const waiting = { imports: null, forms: held, duplicates: pairs }
  return (
    <PageHeader title={title} meta={meta} actions={actions}>
      <Tabs
        label={t('label')}
        tabs={(['imports', 'forms', 'duplicates'] as const).map((name) => ({
          href: `/${name}`,
          label: t(name),
          current: name === current,
          count: waiting[name],
        }))}
      />
    </PageHeader>
  )
}
