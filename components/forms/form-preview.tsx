'use client'

import { useState } from 'react'
import { Segmented } from '@/components/ui/controls'
import type { FormDefinition } from '@/lib/forms/fields'
import { formPage, type PageWords, thanksPage } from '@/lib/forms/page'
import { isLocale, type Locale } from '@/lib/platform/i18n/locale'

/** The form as visitors see it, drawn by what draws it for them. It sends nothing and runs no script. */
export function FormPreview({
  form,
  page,
  startIn,
  words,
}: {
  form: FormDefinition
  page: Record<Locale, PageWords>
  /** the language of who looks at it */
  startIn: Locale
  words: Record<'previewTitle' | 'previewThanks' | 'english' | 'russian', string>
}) {
  const [locale, setLocale] = useState<Locale>(startIn)
  const [isSent, setSent] = useState(false)
  const said = page[locale]
  return (
    <section className="flex min-w-0 flex-col gap-2 xl:sticky xl:top-4" data-print="hide">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-base font-semibold">{words.previewTitle}</h2>
        <Segmented
          name="preview-language"
          legend={words.previewTitle}
          legendHidden
          value={locale}
          onChange={(value) => isLocale(value) && setLocale(value)}
          options={[
            { value: 'en', label: words.english },
            { value: 'ru', label: words.russian },
          ]}
        />
      </div>
      <iframe
        title={words.previewTitle}
        // of no origin; there is no script in it, but browsers complain where readers of the page may run none
        sandbox="allow-scripts"
        srcDoc={(isSent ? thanksPage : formPage)(form, locale, said, { still: true })}
        className="h-[42rem] w-full xl:h-[calc(100dvh-9rem)] rounded-lg border border-line bg-surface"
      />
      <label className="flex items-center gap-2 text-sm text-body">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={isSent}
          onChange={(event) => setSent(event.target.checked)}
        />
        {words.previewThanks}
      </label>
    </section>
  )
}
