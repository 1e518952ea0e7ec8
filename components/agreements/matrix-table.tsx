import { cx } from '@/components/ui/cx'
import { type Duty, MATRIX_ROLES, type ResponsibilityTerms } from '@/lib/agreements/responsibilities'
import type { AgreementWords } from './agreement-words'

/** Who does what at each step: a table; on a phone each step with those who have a part in it. */
export function MatrixTable({ terms, words }: { terms: ResponsibilityTerms; words: AgreementWords }) {
  const { t } = words
  return (
    <>
      <p className="mb-3 text-sm text-muted">{t('matrix.legend')}</p>
      <table className="w-full border-collapse text-base max-md:hidden">
        <caption className="sr-only">{t('matrix.caption')}</caption>
        <thead>
          <tr className="border-b border-line-strong text-sm text-muted">
            <th scope="col" className="py-2 pr-3 text-start font-medium">
              {t('matrix.step')}
            </th>
            {MATRIX_ROLES.map((role) => (
              <th key={role} scope="col" className="w-28 px-1 py-2 text-center font-medium">
                {t(`role.${role}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {terms.steps.map(({ id, name, duties }) => (
            <tr key={id} className="border-b border-line">
              <th scope="row" className="py-1.5 pr-3 text-start font-normal text-ink">
                {words.words(name)}
              </th>
              {MATRIX_ROLES.map((role) => (
                <td key={role} className="px-1 py-1.5 text-center">
                  <DutyMark duty={duties[role]} label={t(`duty.${duties[role] || 'none'}`)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="flex flex-col divide-y divide-line md:hidden">
        {terms.steps.map(({ id, name, duties }) => (
          <li key={id} className="py-2.5">
            <p className="font-medium text-ink">{words.words(name)}</p>
            <ul className="mt-1.5 flex flex-wrap gap-x-3 gap-y-1.5">
              {MATRIX_ROLES.filter((role) => duties[role]).map((role) => (
                <li key={role} className="flex items-center gap-1.5 text-sm">
                  <DutyMark duty={duties[role]} label={t(`duty.${duties[role] || 'none'}`)} />
                  {t(`role.${role}`)}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </>
  )
}

/** The letters, with their meaning for a screen reader. */
function DutyMark({ duty, label }: { duty: Duty; label: string }) {
  if (!duty) return <span className="sr-only">{label}</span>
  return (
    <span
      title={label}
      className={cx(
        'figures inline-grid h-6 shrink-0 whitespace-nowrap min-w-6 place-items-center rounded-sm px-1.5 text-sm font-semibold',
        duty.includes('A') && 'bg-accent-soft text-accent-ink',
        duty === 'R' && 'bg-hover text-ink',
        (duty === 'C' || duty === 'I') && 'font-medium text-muted',
      )}
    >
      <span aria-hidden="true">{duty === 'AR' ? 'R A' : duty}</span>
      <span className="sr-only">{label}</span>
    </span>
  )
}
