import { Callout } from '@/components/ui/callout'
import { SIDES } from '@/lib/agreements/kinds'
import type { Head } from '@/lib/agreements/queries'
import type { AgreementWords } from './agreement-words'

/** An agreement takes two people; where a company has not appointed them, nobody can sign. */
export function HeadsMissing({ heads, words: { t } }: { heads: readonly Head[]; words: AgreementWords }) {
  const empty = SIDES.filter((side) => !heads.some((head) => head.side === side))
  const people = new Set(heads.map(({ id }) => id))
  const [only] = heads
  if (empty.length > 0) {
    return (
      <Callout tone="warn">
        {empty.map((side) => (
          <p key={side}>{t(`noHead.${side}`)}</p>
        ))}
      </Callout>
    )
  }
  return people.size === 1 && only ? (
    <Callout tone="warn">{t('noHead.one', { name: only.name })}</Callout>
  ) : null
}
