import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Callout } from '@/components/ui/callout'
import { Checkbox, Input, RadioList, Select, type SelectOption } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FieldError } from '@/components/ui/field-error'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { sourceOptions } from '@/lib/channels/queries'
import { keepValuesStep } from '@/lib/imports/actions'
import { type DateFormat, readDate } from '@/lib/imports/dates'
import { readMoney } from '@/lib/imports/numbers'
import type { ImportView } from '@/lib/imports/queries/runs'
import { countedValues } from '@/lib/imports/queries/values'
import type { FormatQuestion } from '@/lib/imports/row'
import { sourceNameOf } from '@/lib/imports/source-name'
import { CLOSED_FIELDS, type ClosedField } from '@/lib/imports/value-words'
import { choiceFor, type FieldValues, MADE_FROM, type Option } from '@/lib/imports/values'
import { listReasons } from '@/lib/organisation/queries'
import { listColleagues } from '@/lib/people/queries'
import type { Actor } from '@/lib/platform/actor'
import type { Formatter } from '@/lib/platform/i18n/format'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { fieldNames, optionNames } from './field-names'
import { ProgressWatch } from './progress-watch'
import { SavedAsYouGo } from './saved-as-you-go'

/** What the file calls differently, and how it is written where the file does not say. */
export async function ValuesStep({ actor, run }: { actor: Actor; run: ImportView }) {
  const [t, format, found] = await Promise.all([
    getTranslations('imports'),
    pageFormat(),
    countedValues(actor, run),
  ])
  if (!found)
    return (
      <div role="status" className="flex flex-col items-center gap-2 py-14 text-center">
        <ProgressWatch importId={run.id} />
        <span
          aria-hidden="true"
          className="size-6 animate-spin rounded-full border-2 border-accent border-r-transparent motion-reduce:animate-none"
        />
        <p className="text-lg font-semibold text-ink">{t('valuesStep.counting')}</p>
        <p className="text-muted">{t('valuesStep.countingText')}</p>
      </div>
    )
  if ('problem' in found)
    return (
      <Callout tone="danger" title={t('valuesStep.unreadable')}>
        {t(`file.${found.problem}`, found.params)}
      </Callout>
    )
  const lists = await ourLists(actor)
  const questions = found.questions.filter(({ code }) => code !== 'mixed_currencies')
  const currencies = found.questions.filter(({ code }) => code === 'mixed_currencies')
  return (
    <ActionForm action={keepValuesStep} className="flex max-w-4xl flex-col gap-5">
      <FormError />
      <input type="hidden" name="importId" value={run.id} />
      <input type="hidden" name="version" value={run.version} />
      {currencies.map(({ column, example }) => (
        <Callout key={column} tone="warn">
          {t('valuesStep.currencies', { column, example })}
        </Callout>
      ))}
      {questions.length > 0 && <Questions run={run} questions={questions} format={format} />}
      {found.fields.length > 0 ? (
        <div className="flex flex-col gap-4">
          <p className="max-w-prose text-muted">{t('valuesStep.text')}</p>
          {found.fields.map((values) => (
            <Values
              key={values.field}
              run={run}
              values={values}
              options={lists(values.field)}
              format={format}
            />
          ))}
        </div>
      ) : (
        questions.length === 0 && (
          <p className="text-muted">
            {t('valuesStep.nothing')}: {t('valuesStep.nothingText')}
          </p>
        )
      )}
      <Field
        name="source"
        label={t('valuesStep.source')}
        hint={t('valuesStep.sourceHint')}
        className="max-w-md"
      >
        <Input
          name="source"
          maxLength={80}
          defaultValue={run.source ?? sourceNameOf(run.fileName)}
          placeholder={t('valuesStep.sourcePlaceholder')}
          autoComplete="off"
        />
      </Field>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <SubmitButton name="go" value="next">
          {t('wizard.continue')}
        </SubmitButton>
        <p className="text-sm text-muted">{t('wizard.kept')}</p>
      </div>
      <SavedAsYouGo />
    </ActionForm>
  )
}

/** The options of each field: ours, as the importer knows them. */
async function ourLists(actor: Actor): Promise<(field: ClosedField) => Option[]> {
  const [channels, people, reasons, called] = await Promise.all([
    sourceOptions(actor),
    listColleagues(actor),
    listReasons(actor),
    optionNames(),
  ])
  const campaigns = [...new Set(channels.flatMap((channel) => channel.campaigns.map(({ name }) => name)))]
  const plain = (names: readonly string[]) => names.map((name) => ({ value: name, label: name }))
  const ours: Partial<Record<ClosedField, Option[]>> = {
    channel: plain(channels.map(({ name }) => name)),
    campaign: plain(campaigns),
    reason: reasons.map(({ code, nameEn, nameRu }) => ({
      value: code,
      label: actor.locale === 'ru' ? nameRu : nameEn,
      also: [nameEn, nameRu],
    })),
  }
  const colleagues = people.map(({ name, email }) => ({ value: email ?? name, label: name, also: [name] }))
  return (field) => {
    const fixed: readonly string[] | null = CLOSED_FIELDS[field]
    if (fixed) return fixed.map((value) => ({ value, label: called(field, value) }))
    return ours[field] ?? colleagues
  }
}

async function Values({
  run,
  values: { field, column, values, rest, restDistinct, isEndless, empty },
  options,
  format,
}: {
  run: ImportView
  values: FieldValues
  options: Option[]
  format: Formatter
}) {
  const [t, names] = await Promise.all([getTranslations('imports.valuesStep'), fieldNames()])
  const makes = MADE_FROM[field]
  const said = run.draft.values[field]
  const others = (text: string): SelectOption[] => [
    ...(makes
      ? [
          {
            value: '+',
            label: makes === 'person' ? t('keepPerson') : t('create', { value: text.slice(0, 60) }),
          },
        ]
      : [{ value: '', label: t(field === 'reason' ? 'keepWords' : 'undecided') }]),
    { value: '-', label: t('leaveEmpty') },
  ]
  return (
    <section aria-labelledby={`values-of-${field}`} className="rounded-lg border border-line bg-surface">
      <header className="flex flex-wrap items-baseline gap-x-3 border-b border-line px-4 py-2.5">
        <h2 id={`values-of-${field}`} className="text-base font-semibold text-ink">
          {names(field)}
        </h2>
        <p className="text-sm text-muted">
          {t('fromColumn', { column })}
          {empty > 0 && ` · ${t('emptyCells', { count: empty })}`}
        </p>
      </header>
      <table className="w-full md:table-fixed">
        <thead className="sr-only">
          <tr>
            <th scope="col">{t('value')}</th>
            <th scope="col">{t('count')}</th>
            <th scope="col">{t('ours')}</th>
          </tr>
        </thead>
        <tbody>
          {values.map(({ text, count }, index) => {
            const choice = choiceFor(field, text, options, said)
            return (
              <tr
                key={text}
                className="border-b border-line last:border-b-0 max-md:flex max-md:flex-wrap max-md:items-baseline max-md:gap-x-3 max-md:px-4 max-md:py-2"
              >
                <th scope="row" className="text-start font-medium break-words text-ink md:px-4 md:py-1.5">
                  {text}
                </th>
                <td className="figures text-sm text-muted md:w-36 md:px-4 md:py-1.5 md:text-end">
                  {t('rows', { count })}
                </td>
                <td className="max-md:w-full md:w-80 md:px-4 md:py-1.5">
                  <Select
                    key={choice}
                    name={`to.${field}-${index}`}
                    aria-label={t('oursOf', { value: text })}
                    defaultValue={choice}
                    className="w-full"
                  >
                    {others(text).map((option) => (
                      <option key={option.value} value={option.value}>
                        {option.label}
                      </option>
                    ))}
                    <optgroup label={names(field)}>
                      {options.map(({ value, label }) => (
                        <option key={value} value={`=${value}`}>
                          {label}
                        </option>
                      ))}
                    </optgroup>
                  </Select>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {rest > 0 && (
        <footer className="flex flex-col gap-2 border-t border-line px-4 py-2.5 text-sm text-muted">
          {isEndless && field !== 'reason'
            ? t('endless', { rows: rest })
            : t('rest', { distinct: restDistinct, rows: rest, count: format.number(restDistinct) })}
          {makes && (
            <Checkbox
              name={`rest.${field}`}
              defaultChecked={run.draft.createMissing.includes(makes)}
              label={t(makes === 'person' ? 'restMakePerson' : 'restMake')}
            />
          )}
        </footer>
      )}
    </section>
  )
}

/** Asked with the file's own examples, each answer shown as what it would mean. */
async function Questions({
  run,
  questions,
  format,
}: {
  run: ImportView
  questions: readonly FormatQuestion[]
  format: Formatter
}) {
  const t = await getTranslations('imports.valuesStep')
  const dates = questions.filter(({ code }) => code.includes('date'))
  const decimals = questions.filter(({ code }) => code.includes('decimal'))
  const [date, decimal] = [dates[0], decimals[0]]
  // where a column has both, its example is written in one way and says nothing of the other
  const amountOption = (sign: '.' | ',', notation: string) => {
    const amount = decimal?.code === 'ambiguous_decimal' ? asAmount(decimal.example, sign, format) : null
    return amount === null ? { label: notation } : { label: amount, hint: notation }
  }
  return (
    <section
      aria-labelledby="how-it-is-written"
      className="flex flex-col gap-3 rounded-lg border border-warn/35 bg-warn-soft px-4 py-3"
    >
      <h2 id="how-it-is-written" className="text-base font-semibold text-ink">
        {t('notations')}
      </h2>
      {date && (
        <div>
          <RadioList
            name="dateFormat"
            legend={t(date.code === 'mixed_dates' ? 'dateMixed' : 'date', {
              example: date.example,
              column: date.column,
            })}
            defaultValue={run.draft.dateFormat}
            options={date.options.map((option) => ({
              value: option,
              label: asDay(date.example, option, format) ?? option,
              hint: t(option.startsWith('D') ? 'dayFirst' : 'monthFirst'),
            }))}
          />
          {dates.length > 1 && <p className="text-sm text-muted">{t('othersToo')}</p>}
          <FieldError name="dateFormat" />
        </div>
      )}
      {decimal && (
        <div>
          <RadioList
            name="decimal"
            legend={t(decimal.code === 'mixed_decimals' ? 'decimalMixed' : 'decimal', {
              example: decimal.example,
              column: decimal.column,
            })}
            defaultValue={run.draft.decimal}
            options={[
              { value: '.', ...amountOption('.', t('point')) },
              { value: ',', ...amountOption(',', t('comma')) },
            ]}
          />
          <FieldError name="decimal" />
        </div>
      )}
    </section>
  )
}

/** "03-04-2018" as the day that it would be. */
function asDay(example: string, option: string, format: Formatter): string | null {
  const read = readDate(example, [option as DateFormat], 'UTC')
  return read && format.date(read.day)
}

function asAmount(example: string, decimal: '.' | ',', format: Formatter): string | null {
  const read = readMoney(example, decimal)
  return 'value' in read ? format.number(Number(read.value), 3) : null
}
