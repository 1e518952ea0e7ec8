import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Callout } from '@/components/ui/callout'
import { Card } from '@/components/ui/card'
import { Input, Select } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { saveNoticeWishes } from '@/lib/notices/actions'
import { kindsFor, NOTICE_GROUPS, type NoticeGroup } from '@/lib/notices/policy'
import type { NoticeWishes as Wishes } from '@/lib/notices/queries'
import { TIMINGS, timeOfDayText } from '@/lib/notices/schema'
import type { Actor } from '@/lib/platform/actor'
import { mailIsSet } from '@/lib/platform/email/send'

const isRegular = (kind: string) => kind.startsWith('summary_')

/** What comes by e-mail, kind by kind, and when. */
export async function NoticeWishes({ actor, wishes }: { actor: Actor; wishes: Wishes }) {
  const t = await getTranslations('notices.settings')
  const common = await getTranslations('common.action')
  const kinds = kindsFor(actor)
  const options = TIMINGS.map((value) => ({ value, label: t(value) }))
  // what comes by the week or the month comes then, or not at all
  const regular = [
    { value: 'at_once', label: t('send') },
    { value: 'never', label: t('never') },
  ]
  const groups = (Object.keys(NOTICE_GROUPS) as NoticeGroup[]).filter((group) => kinds[group].length > 0)
  const zone = wishes.timeZone.replaceAll('_', ' ')
  return (
    <div id="notices" className="scroll-mt-4">
      <Card title={t('title')} note={t('text')}>
        {!mailIsSet() && (
          <div className="mb-4">
            <Callout tone="info">{t('noMail')}</Callout>
          </div>
        )}
        <ActionForm action={saveNoticeWishes} className="flex flex-col gap-5">
          <FormError />
          {groups.map((group) => (
            <fieldset key={group} className="min-w-0">
              <legend className="mb-1 text-sm font-medium text-ink">{t(`group.${group}`)}</legend>
              <div className="divide-y divide-line">
                {kinds[group].map((kind) => (
                  <div
                    key={kind}
                    className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-1.5 text-body"
                  >
                    <label htmlFor={`email-${kind}`} className="min-w-0">
                      {t(`name.${kind}`)}
                    </label>
                    <Select
                      id={`email-${kind}`}
                      name={`email.${kind}`}
                      defaultValue={wishes.email[kind]}
                      options={isRegular(kind) ? regular : options}
                      className="w-40"
                    />
                  </div>
                ))}
              </div>
            </fieldset>
          ))}
          <Field name="digestAt" label={t('digestAt')} hint={t('digestHint', { zone })}>
            <Input
              type="time"
              name="digestAt"
              required
              defaultValue={timeOfDayText(wishes.digestAt)}
              className="w-32"
            />
          </Field>
          <fieldset className="min-w-0">
            <legend className="mb-1 text-sm font-medium text-ink">{t('quiet')}</legend>
            <div className="flex flex-wrap gap-4">
              <Field name="quietFrom" label={t('quietFrom')}>
                <Input
                  type="time"
                  name="quietFrom"
                  required
                  defaultValue={timeOfDayText(wishes.quietFrom)}
                  className="w-32"
                />
              </Field>
              <Field name="quietTo" label={t('quietTo')}>
                <Input
                  type="time"
                  name="quietTo"
                  required
                  defaultValue={timeOfDayText(wishes.quietTo)}
                  className="w-32"
                />
              </Field>
            </div>
            <p className="mt-1 text-xs text-muted">{t('quietHint')}</p>
          </fieldset>
          <SubmitButton className="self-start">{common('save')}</SubmitButton>
        </ActionForm>
      </Card>
    </div>
  )
}
