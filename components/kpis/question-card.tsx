import { getTranslations } from 'next-intl/server'
import { Card } from '@/components/ui/card'
import type { KpiId } from '@/lib/funnel/metrics'
import type { Formatter } from '@/lib/platform/i18n/format'
import { type Figure, type Month, QUESTIONS, type Question } from './board'
import { LeadFigure, SmallFigure } from './kpi-figure'

/** One question: the KPI that answers it, and those that explain it. */
export async function QuestionCard({
  question,
  figures,
  months,
  format,
}: {
  question: Question
  figures: ReadonlyMap<KpiId, Figure>
  months: readonly Month[]
  format: Formatter
}) {
  const t = await getTranslations('funnel.questions')
  const [answer, ...others] = QUESTIONS[question].map((id) => figures.get(id))
  return (
    <Card title={t(question)} flush>
      {answer && <LeadFigure figure={answer} months={months} format={format} />}
      {others.map(
        (figure) =>
          figure && <SmallFigure key={figure.kpi.id} figure={figure} months={months} format={format} />,
      )}
    </Card>
  )
}
