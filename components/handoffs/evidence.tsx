import { getTranslations } from 'next-intl/server'
import { cx } from '@/components/ui/cx'
import type { LeadView } from '@/lib/leads/queries/lead-view'

type Speaks = 'for' | 'against' | 'unknown'

/** The answer to each criterion of the qualification, to be read at a glance: mark, criterion, answer. */
export async function Evidence({
  lead,
}: {
  lead: Pick<LeadView, 'answers' | 'grade' | 'computedGrade' | 'overrideReason'>
}) {
  const [t, common] = await Promise.all([
    getTranslations('handoffs.evidence'),
    getTranslations('common.grade'),
  ])
  const { answers } = lead
  if (!answers) return <p className="text-muted">{t('none')}</p>
  const speaks = { yes: 'for', no: 'against', unknown: 'unknown' } as const
  const lines: { key: string; criterion: string; answer: string; speaks: Speaks }[] = [
    {
      key: 'need',
      criterion: t('need'),
      answer: t(`needFormed.${answers.needFormed}`),
      speaks: speaks[answers.needFormed],
    },
    {
      key: 'value',
      criterion: t('value'),
      answer: t(`valueUnderstood.${answers.valueUnderstood}`),
      speaks: speaks[answers.valueUnderstood],
    },
    {
      key: 'budget',
      criterion: t('budget'),
      answer: t(`hasBudget.${answers.hasBudget}`),
      speaks: speaks[answers.hasBudget],
    },
    {
      key: 'timing',
      criterion: t('timing'),
      answer: t(`readySoon.${answers.readySoon}`),
      speaks: speaks[answers.readySoon],
    },
    {
      key: 'response',
      criterion: t('response'),
      answer: t(`answer.${answers.response}`),
      speaks: answers.response === 'engaged' ? 'for' : 'against',
    },
  ]
  return (
    <>
      <ul className="grid overflow-hidden rounded-lg border border-line md:grid-cols-[repeat(auto-fit,minmax(7.5rem,1fr))] [&>*]:-mt-px [&>*]:-ml-px [&>*]:border-t [&>*]:border-l [&>*]:border-line">
        {lines.map((line) => (
          <li key={line.key} className="flex gap-2 px-3 py-2 max-md:items-center">
            <Mark speaks={line.speaks} label={t(line.speaks)} />
            <span className="min-w-0 max-md:flex max-md:flex-1 max-md:items-baseline max-md:justify-between max-md:gap-3">
              <span className="block text-xs text-muted max-md:text-base">{line.criterion}</span>
              <span className="block text-base leading-tight font-medium text-ink max-md:text-end">
                {line.answer}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {lead.overrideReason && lead.grade && lead.computedGrade && (
        <p className="mt-2 text-sm text-muted">
          {t('override', {
            grade: common(lead.grade),
            computed: common(lead.computedGrade),
            reason: lead.overrideReason,
          })}
        </p>
      )}
    </>
  )
}

const marks: Record<Speaks, { sign: string; look: string }> = {
  for: { sign: '✓', look: 'bg-success-soft text-success-ink' },
  against: { sign: '✗', look: 'bg-danger-soft text-danger-ink' },
  unknown: { sign: '?', look: 'bg-hover text-muted' },
}

function Mark({ speaks, label }: { speaks: Speaks; label: string }) {
  const { sign, look } = marks[speaks]
  return (
    <span
      title={label}
      className={cx(
        'grid size-4.5 md:mt-0.5 shrink-0 place-items-center rounded-full text-xs font-semibold',
        look,
      )}
    >
      <span aria-hidden="true">{sign}</span>
      <span className="sr-only">{label}</span>
    </span>
  )
}
