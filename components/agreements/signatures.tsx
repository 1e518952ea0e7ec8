import { ActionForm } from '@/components/ui/action-form'
import { cx } from '@/components/ui/cx'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { signFromForm, unsignFromForm } from '@/lib/agreements/actions'
import { SIDES } from '@/lib/agreements/kinds'
import { sidesToSign } from '@/lib/agreements/policy'
import type { AgreementSummary, Head, Signature } from '@/lib/agreements/queries'
import type { Actor } from '@/lib/platform/actor'
import type { Side } from '@/lib/platform/db/generated/enums'
import type { AgreementWords } from './agreement-words'

/** The two sides of the paper: who signed for each, or who could. */
export function Signatures({
  agreement,
  heads,
  actor,
  words,
}: {
  agreement: AgreementSummary
  heads: readonly Head[]
  actor: Actor
  words: AgreementWords
}) {
  const { t } = words
  if (agreement.state === 'initial') return <p className="text-muted">{t('sign.initial')}</p>
  const mine = agreement.state === 'draft' ? sidesToSign(actor, agreement.signatures) : []
  return (
    <div className="flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        {SIDES.map((side) => {
          const signature = agreement.signatures.find((one) => one.side === side)
          return (
            <section
              key={side}
              className={cx(
                'flex flex-col gap-2 rounded-md border px-3 pt-2 pb-3',
                signature ? 'border-line-strong bg-surface' : 'border-dashed border-line-strong bg-sunken',
              )}
            >
              <h3 className="text-xs font-medium text-muted">{t(`sign.for.${side}`)}</h3>
              {signature ? (
                <Signed signature={signature} agreement={agreement} actor={actor} words={words} />
              ) : (
                <Unsigned
                  side={side}
                  agreement={agreement}
                  heads={heads}
                  mine={mine.includes(side)}
                  elsewhere={
                    actor.headOf.includes(side) &&
                    agreement.signatures.some(({ person }) => person.id === actor.personId)
                  }
                  words={words}
                />
              )}
            </section>
          )
        })}
      </div>
      {mine.length > 0 && <p className="text-sm text-muted">{t('sign.hint')}</p>}
    </div>
  )
}

function Signed({
  signature: { side, person, signedAt },
  agreement,
  actor,
  words,
}: {
  signature: Signature
  agreement: AgreementSummary
  actor: Actor
  words: AgreementWords
}) {
  const { t, format } = words
  return (
    <>
      <p className="border-b border-line-strong pb-1 text-lg font-medium text-ink italic">{person.name}</p>
      <p className="text-sm text-success-ink">
        <span aria-hidden="true">✓ </span>
        {t('sign.on', { date: format.dateTime(signedAt) })}
      </p>
      {agreement.state === 'draft' && actor.headOf.includes(side) && (
        <ActionForm action={unsignFromForm}>
          <FormError />
          <input type="hidden" name="kind" value={agreement.kind} />
          <input type="hidden" name="side" value={side} />
          <SubmitButton variant="quiet" size="sm">
            {t('sign.takeBack')}
          </SubmitButton>
        </ActionForm>
      )}
    </>
  )
}

function Unsigned({
  side,
  agreement,
  heads,
  mine,
  elsewhere,
  words,
}: {
  side: Side
  agreement: AgreementSummary
  heads: readonly Head[]
  mine: boolean
  /** this person heads the side and has signed for the other one */
  elsewhere: boolean
  words: AgreementWords
}) {
  const { t, format } = words
  const able = heads.filter((head) => head.side === side).map(({ name }) => name)
  return (
    <>
      <p className="border-b border-line-strong pb-1 text-lg text-muted">{t('sign.notYet')}</p>
      {agreement.state === 'draft' && !mine && (
        <p className="text-sm text-muted">
          {elsewhere
            ? t('sign.other')
            : able.length > 0
              ? t('sign.who', { names: format.choice(able) })
              : t('sign.nobody')}
        </p>
      )}
      {mine && (
        <ActionForm action={signFromForm} className="flex flex-col gap-2">
          <FormError />
          <input type="hidden" name="kind" value={agreement.kind} />
          <input type="hidden" name="side" value={side} />
          <input type="hidden" name="revision" value={agreement.revision} />
          <SubmitButton className="self-start">{t(`sign.do.${side}`)}</SubmitButton>
        </ActionForm>
      )}
    </>
  )
}
