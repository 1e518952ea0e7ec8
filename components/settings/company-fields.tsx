import { getLocale, getTranslations } from 'next-intl/server'
import { Input, Select } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { COUNTRIES } from '@/lib/organisation/countries'

type Company = { name: string; currency: string; timeZone: string; defaultCountry: string }

const COMMON_CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF', 'RUB', 'KZT', 'UAH', 'PLN', 'CZK', 'TRY', 'CNY', 'BRL']

/** Name, currency, time zone and country of the company; `prefix` when they are part of a bigger form. */
export async function CompanyFields({ company, prefix = '' }: { company?: Company; prefix?: string }) {
  const [t, locale] = await Promise.all([getTranslations('organisation.form'), getLocale()])
  return (
    <>
      <Field name={`${prefix}name`} label={t('name')} required>
        <Input
          name={`${prefix}name`}
          defaultValue={company?.name}
          maxLength={120}
          autoComplete="organization"
          required
        />
      </Field>
      <Field name={`${prefix}currency`} label={t('currency')} hint={company && t('currencyHint')}>
        <Select name={`${prefix}currency`} defaultValue={company?.currency ?? 'EUR'}>
          <optgroup label={t('common')}>{currencies(COMMON_CURRENCIES, locale)}</optgroup>
          <optgroup label={t('other')}>
            {currencies(
              Intl.supportedValuesOf('currency').filter((code) => !COMMON_CURRENCIES.includes(code)),
              locale,
            )}
          </optgroup>
        </Select>
      </Field>
      <Field name={`${prefix}timeZone`} label={t('timeZone')} hint={t('timeZoneHint')}>
        <Select name={`${prefix}timeZone`} defaultValue={company?.timeZone ?? 'UTC'}>
          <TimeZones chosen={company?.timeZone} />
        </Select>
      </Field>
      <Field name={`${prefix}defaultCountry`} label={t('country')} hint={t('countryHint')}>
        <Select
          name={`${prefix}defaultCountry`}
          defaultValue={company?.defaultCountry ?? (locale === 'ru' ? 'RU' : 'DE')}
          options={countries(locale)}
        />
      </Field>
    </>
  )
}

/** The options of a time-zone select; a chosen one that the list spells differently is added. */
export function TimeZones({ chosen }: { chosen?: string | null }) {
  const zones = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])
  if (chosen) zones.add(chosen)
  return [...zones].map((zone) => (
    <option key={zone} value={zone}>
      {zone.replaceAll('_', ' ')}
    </option>
  ))
}

function currencies(codes: readonly string[], locale: string) {
  const names = new Intl.DisplayNames(locale, { type: 'currency' })
  return codes.map((code) => (
    <option key={code} value={code}>
      {code} · {names.of(code)}
    </option>
  ))
}

function countries(locale: string) {
  const names = new Intl.DisplayNames(locale, { type: 'region' })
  return [...COUNTRIES]
    .map((code) => ({ value: code, label: names.of(code) ?? code }))
    .sort((a, b) => a.label.localeCompare(b.label, locale))
}
