import type { ImportView } from '@/lib/imports/queries/runs'
import type { Actor } from '@/lib/platform/actor'

/** What an import did. */
export function ResultScreen({ run }: { actor: Actor; run: ImportView }) {
  return <p>{run.fileName}</p>
}
