import { getTranslations } from 'next-intl/server'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { MAX_MEGABYTES } from '@/lib/imports/commands/keep-file'
import { IMPORT_KINDS } from '@/lib/imports/mapping'
import { canImport, canImportKind } from '@/lib/imports/policy'
import { IMPORTS } from '@/lib/imports/search-params'
import type { Actor } from '@/lib/platform/actor'
import { Uploader } from './uploader'

const LANGUAGES = ['en', 'ru'] as const

/** A file is chosen, dropped or pasted; everything else is asked when it is there. */
export async function UploadScreen({ actor }: { actor: Actor }) {
  const t = await getTranslations('imports')
  const header = <PageHeader title={t('new.title')} back={{ href: IMPORTS, label: t('new.back') }} />
  if (!canImport(actor))
    return (
      <>
        {header}
        <EmptyState title={t('new.forbidden')}>{t('list.emptyReadText')}</EmptyState>
      </>
    )
  const kinds = IMPORT_KINDS.filter((kind) => canImportKind(actor, kind))
  const word = (name: Parameters<typeof t.raw>[0]) => String(t.raw(name))
  return (
    <>
      {header}
      <div className="grid items-start gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,42rem)_minmax(16rem,24rem)]">
        <Uploader
          kinds={kinds.map((kind) => ({
            value: kind,
            label: t(`kind.${kind}`),
            hint: t(`kindText.${kind}`),
          }))}
          megabytes={MAX_MEGABYTES}
          locale={actor.locale}
          words={{
            kind: t('new.kind'),
            choose: t('new.choose'),
            drop: t('new.drop'),
            limits: t('new.dropTouch', { megabytes: MAX_MEGABYTES }),
            dropNow: t('new.dropNow'),
            pasteOpen: t('new.pasteOpen'),
            pasteLabel: t('new.pasteLabel'),
            pasteUse: t('new.pasteUse'),
            pasteNothing: t('new.pasteNothing'),
            pastedName: t('new.pastedName'),
            uploading: word('new.uploading'),
            sent: word('new.sent'),
            reading: word('new.reading'),
            cancel: t('new.cancel'),
            tooLarge: word('new.tooLarge').replace('{megabytes}', String(MAX_MEGABYTES)),
            several: t('new.several'),
            notTable: word('new.notTable'),
            lost: word('new.lost'),
            gone: word('new.gone'),
            failed: word('new.failed'),
            again: t('new.again'),
            other: t('new.other'),
            kb: word('new.kb'),
            mb: word('new.mb'),
          }}
        />
        <section aria-labelledby="examples" className="text-sm">
          <h2 id="examples" className="mb-2 text-base font-semibold text-ink">
            {t('new.examples')}
          </h2>
          <dl className="flex flex-col gap-2">
            {kinds.map((kind) => (
              <div key={kind} className="flex flex-wrap gap-x-3">
                <dt className="w-20 text-muted">{t(`kind.${kind}`)}</dt>
                <dd className="flex gap-3">
                  {LANGUAGES.map((language) => (
                    <a
                      key={language}
                      href={`/examples/${kind}.${language}.csv`}
                      download
                      className="text-accent-ink hover:underline"
                      aria-label={`${t(`kind.${kind}`)}: ${t('new.example', {
                        language: t(language === 'en' ? 'new.english' : 'new.russian'),
                      })}`}
                    >
                      {t(language === 'en' ? 'new.english' : 'new.russian')}
                    </a>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
          <p className="mt-3 text-muted">{t('new.anyHeader')}</p>
        </section>
      </div>
    </>
  )
}
