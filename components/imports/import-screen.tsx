import { getTranslations } from 'next-intl/server'
import { CheckStep } from '@/components/imports/check-step'
import { ColumnsStep } from '@/components/imports/columns-step'
import { DuplicatesStep } from '@/components/imports/duplicates-step'
import { FileStep } from '@/components/imports/file-step'
import { ProgressScreen } from '@/components/imports/progress-screen'
import { ResultScreen } from '@/components/imports/result-screen'
import { stepNames } from '@/components/imports/step-names'
import { ValuesStep } from '@/components/imports/values-step'
import { WizardFrame } from '@/components/imports/wizard-frame'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { STEPS } from '@/lib/imports/draft'
import { canWorkOnImport } from '@/lib/imports/policy'
import type { ImportView } from '@/lib/imports/queries/runs'
import { IMPORTS } from '@/lib/imports/search-params'
import type { Actor } from '@/lib/platform/actor'
import type { Query } from '@/lib/platform/url-state'

type Props = { actor: Actor; run: ImportView }

/** One import, wherever it stands: in the wizard, under way, or done. */
export function ImportScreen({ actor, run, query }: Props & { query: Query }) {
  switch (run.state) {
    case 'draft':
      if (!canWorkOnImport(actor, run)) return <SomebodysDraft run={run} />
      return (
        <WizardFrame actor={actor} run={run}>
          <Step actor={actor} run={run} query={query} />
        </WizardFrame>
      )
    case 'queued':
    case 'checking':
    case 'running':
    case 'stopped':
    case 'undoing':
      return <ProgressScreen actor={actor} run={run} />
    case 'done':
    case 'failed':
    case 'undone':
      return <ResultScreen actor={actor} run={run} query={query} />
  }
}

function Step({ actor, run, query }: Props & { query: Query }) {
  switch (run.draft.step) {
    case 'file':
      return <FileStep actor={actor} run={run} />
    case 'columns':
      return <ColumnsStep actor={actor} run={run} query={query} />
    case 'values':
      return <ValuesStep actor={actor} run={run} />
    case 'check':
      return <CheckStep actor={actor} run={run} query={query} />
    case 'duplicates':
      return <DuplicatesStep actor={actor} run={run} />
  }
}

/** What others see of an import that is being prepared. */
async function SomebodysDraft({ run }: { run: ImportView }) {
  const [t, nameOf] = await Promise.all([getTranslations('imports'), stepNames()])
  const step = run.draft.step
  return (
    <>
      <PageHeader
        title={<span className="[overflow-wrap:anywhere]">{run.fileName}</span>}
        back={{ href: IMPORTS, label: t('wizard.back') }}
      />
      <EmptyState title={t('wizard.othersTitle', { name: run.createdBy })}>
        {t('wizard.othersText', { step: STEPS.indexOf(step) + 1, name: nameOf(run.kind, step) })}
      </EmptyState>
    </>
  )
}
