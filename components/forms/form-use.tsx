import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Callout } from '@/components/ui/callout'
import { Card } from '@/components/ui/card'
import type { FormDefinition } from '@/lib/forms/fields'
import { publicUrl } from '@/lib/platform/http/public-url'
import { CopyText } from './copy-text'

/** How a form gets to visitors: its page, what to put into a site, where to post to. */
export async function FormUse({ form }: { form: FormDefinition }) {
  const t = await getTranslations('forms.use')
  const words = { copy: t('copy'), copied: t('copied') }
  const page = publicUrl(`/f/${form.key}`)
  const embed = `<script src="${page}/embed.js" async></script>
<noscript><iframe src="${page}?embed=1" title="Form" style="width:100%;height:40rem;border:0"></iframe></noscript>`
  const touches = `<script src="${publicUrl(`/t/${form.key}.js`)}" async></script>`
  const names = [...form.fields.map(({ name }) => name), 'consent', 'utm_source', 'gclid'].join(', ')
  return (
    <Card title={t('title')}>
      <div className="flex flex-col gap-4">
        {form.sites.length === 0 && <Callout tone="info">{t('needsSites')}</Callout>}
        <Way title={t('page')} text={t('pageText')}>
          <CopyText label={t('page')} text={page} words={words} />
          <a
            href={page}
            target="_blank"
            rel="noreferrer"
            className="mt-1.5 inline-block text-sm break-all text-accent-ink hover:underline"
          >
            {page}
          </a>
        </Way>
        <Way title={t('embed')} text={t('embedText')}>
          <CopyText label={t('embed')} text={embed} rows={4} words={words} />
        </Way>
        <Way
          folded
          title={t('touches')}
          text={t('touchesText', { example: '<a data-baton="price_request">' })}
        >
          <CopyText label={t('touches')} text={touches} rows={2} words={words} />
        </Way>
        <Way folded title={t('post')} text={t('postText')}>
          <CopyText label={t('post')} text={`POST ${page}\n${names}`} rows={3} words={words} />
        </Way>
      </div>
    </Card>
  )
}

function Way({
  title,
  text,
  folded = false,
  children,
}: {
  title: string
  text: string
  /** few need it */
  folded?: boolean
  children: ReactNode
}) {
  if (folded)
    return (
      <details>
        <summary className="cursor-pointer text-sm font-semibold text-ink">{title}</summary>
        <p className="mt-1 mb-1.5 max-w-prose text-xs text-muted">{text}</p>
        {children}
      </details>
    )
  return (
    <section>
      <h3 className="text-sm font-semibold text-ink">{title}</h3>
      <p className="mb-1.5 max-w-prose text-xs text-muted">{text}</p>
      {children}
    </section>
  )
}
