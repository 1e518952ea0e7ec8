import { getTranslations } from 'next-intl/server'
import { Reveal } from '@/components/people/reveal'
import { ActionForm } from '@/components/ui/action-form'
import { Checkbox, Input, Select } from '@/components/ui/controls'
import { Dialog } from '@/components/ui/dialog'
import { DialogButton } from '@/components/ui/dialog-button'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { getOrganisation } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import type { Period } from '@/lib/platform/period'
import { presetOf } from '@/lib/platform/period-choice'
import { hrefWith, type Query } from '@/lib/platform/url-state'
import { shareScreen } from '@/lib/sharing/actions'
import { MOST_DAYS } from '@/lib/sharing/schema'
import type { SharedScreen } from '@/lib/sharing/screens'

const VALID_FOR = [7, 30, MOST_DAYS]

/** Makes a link that shows this screen, with these filters, to somebody outside. `query` is the address of the screen. */
export async function ShareButton({
  actor,
  screen,
  query,
  period,
}: {
  actor: Actor
  screen: SharedScreen
  query: Query
  period: Period
}) {
  const { timeZone } = await getOrganisation(actor)
  const [t, presets, format, common] = await Promise.all([
    getTranslations('sharing'),
    getTranslations('funnel.period'),
    pageFormat(),
    getTranslations('common.action'),
  ])
  const preset = presetOf(period, dayOf(actor.at, timeZone))
  const address = hrefWith('', query, { from: period.from, to: period.to }).slice(1)
  const fixed = {
    value: '',
    label: t('form.fixed', { period: `${format.date(period.from)} – ${format.date(period.to)}` }),
  }
  const moving = preset && { value: preset, label: t('form.moving', { preset: presets(preset) }) }
  return (
    <>
      <DialogButton dialog="share">{t('share')}</DialogButton>
      <Dialog id="share" title={t('shareTitle')} closeLabel={common('close')}>
        <ActionForm action={shareScreen} className="flex flex-col gap-4">
          <FormError />
          <p className="text-sm text-muted">{t('shareText')}</p>
          <input type="hidden" name="screen" value={screen} />
          <input type="hidden" name="query" value={address} />
          <Field name="name" label={t('form.name')} hint={t('form.nameHint')} required>
            <Input name="name" placeholder={t('form.namePlaceholder')} maxLength={100} autoComplete="off" />
          </Field>
          <Field name="preset" label={t('form.period')}>
            <Select name="preset" options={moving ? [fixed, moving] : [fixed]} />
          </Field>
          <Field name="days" label={t('form.days')}>
            <Select
              name="days"
              defaultValue="30"
              options={VALID_FOR.map((n) => ({ value: String(n), label: t('form.daysValue', { n }) }))}
            />
          </Field>
          <Checkbox name="named" label={t('form.named')} />
          <SubmitButton className="self-start">{t('form.make')}</SubmitButton>
          <Reveal
            labels={{
              title: t('form.made'),
              hint: t('form.madeHint'),
              copy: t('form.copy'),
              copied: t('form.copied'),
            }}
          />
        </ActionForm>
      </Dialog>
    </>
  )
}
