import { getTranslations } from 'next-intl/server'
import { IntakeHeader } from '@/components/intake/intake-header'
import { LivePage } from '@/components/shell/live-page'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { SubmitButton } from '@/components/ui/submit-button'
import { openFormAgain, putAwayForm } from '@/lib/forms/actions'
import { canEditForms } from '@/lib/forms/policy'
import { type FormView, recentSubmissions } from '@/lib/forms/queries'
import { pageWords } from '@/lib/forms/words'
import type { Actor } from '@/lib/platform/actor'
import { FormEditor } from './form-editor'
import { FormPreview } from './form-preview'
import { FormUse } from './form-use'
import { FormState } from './forms-screen'
import { RecentSubmissions } from './recent-submissions'

/** One form: what it asks, how to use it, what it brought. */
export async function FormScreen({ actor, form }: { actor: Actor; form: FormView }) {
  const [t, recent] = await Promise.all([getTranslations('forms'), recentSubmissions(actor, form.id)])
  const edits = canEditForms(actor)
  const words = {
    previewTitle: t('preview.title'),
    previewThanks: t('preview.thanks'),
    english: t('edit.english'),
    russian: t('edit.russian'),
  }
  return (
    <>
      <LivePage actor={actor} on={[`form:${form.id}`]} />
      <IntakeHeader
        current="forms"
        title={form.name}
        meta={<FormState form={form} />}
        actions={edits && <Switch form={form} />}
      />
      {form.archivedAt && (
        <Callout tone="info" className="mb-4">
          {t('edit.archivedText')}
        </Callout>
      )}
      <div className="mb-6 grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_minmax(22rem,28rem)] xl:gap-x-8">
        <FormUse form={form} />
        <RecentSubmissions recent={recent} />
      </div>
      {edits ? (
        <section aria-labelledby="edit-form" className="flex flex-col gap-4 border-t border-line pt-4">
          <h2 id="edit-form" className="text-lg font-semibold">
            {t('edit.title')}
          </h2>
          <FormEditor key={form.version} actor={actor} form={form} />
        </section>
      ) : (
        <>
          <p className="mb-3 text-sm text-muted">{t('readOnly')}</p>
          <FormPreview
            form={form}
            page={{ en: pageWords('en'), ru: pageWords('ru') }}
            startIn={actor.locale}
            words={words}
          />
        </>
      )}
    </>
  )
}

async function Switch({ form }: { form: FormView }) {
  const t = await getTranslations('forms')
  return (
    <>
      <LinkButton href="/forms" variant="quiet">
        {t('title')}
      </LinkButton>
      <ActionForm action={form.archivedAt ? openFormAgain : putAwayForm}>
        <input type="hidden" name="formId" value={form.id} />
        <SubmitButton variant="secondary">
          {t(form.archivedAt ? 'edit.restore' : 'edit.archive')}
        </SubmitButton>
      </ActionForm>
    </>
  )
}
