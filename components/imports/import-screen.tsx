import { CheckStep } from '@/components/imports/check-step'
import { DuplicatesStep } from '@/components/imports/duplicates-step'
import { ProgressScreen } from '@/components/imports/progress-screen'
import { ResultScreen } from '@/components/imports/result-screen'
import type { ImportStep } from '@/lib/imports/draft'
import type { ImportView } from '@/lib/imports/queries/runs'
import type { Actor } from '@/lib/platform/actor'

type Props = { actor: Actor; run: ImportView }

/** One import, wherever it stands: in the wizard, under way, or done. */
export function ImportScreen({ actor, run }: Props) {
  switch (run.state) {
    case 'draft': {
      const Step = STEPS[run.draft.step]
      return <Step actor={actor} run={run} />
    }
    case 'queued':
    case 'checking':
    case 'running':
    case 'stopped':
    case 'undoing':
      return <ProgressScreen actor={actor} run={run} />
    case 'done':
    case 'failed':
    case 'undone':
      return <ResultScreen actor={actor} run={run} />
  }
}

const STEPS: Record<ImportStep, (props: Props) => React.ReactNode> = {
  file: CheckStep,
  columns: CheckStep,
  values: CheckStep,
  check: CheckStep,
  duplicates: DuplicatesStep,
}
