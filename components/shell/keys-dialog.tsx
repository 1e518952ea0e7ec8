import { getTranslations } from 'next-intl/server'
import { Checkbox } from '@/components/ui/controls'
import { Dialog } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'
import { commandKey } from './command-key'

/** All keys on one card; ? opens it. */
export async function KeysDialog() {
  const t = await getTranslations()
  const k = (
    key:
      | 'palette'
      | 'search'
      | 'help'
      | 'go'
      | 'new'
      | 'move'
      | 'open'
      | 'tick'
      | 'close'
      | 'merge'
      | 'different'
      | 'accept'
      | 'reject'
      | 'ask'
      | 'undo'
      | 'next',
  ) => t(`shell.keys.${key}`)
  const command = await commandKey()
  const groups = [
    {
      title: t('shell.keys.anywhere'),
      keys: [
        [[command, 'K'], k('palette')],
        [['/'], k('search')],
        [['G', 'L'], k('go')],
        [['N'], k('new')],
        [['?'], k('help')],
      ],
    },
    {
      title: t('shell.keys.inLists'),
      keys: [
        [['J', 'K'], k('move')],
        [['Enter'], k('open')],
        [['X'], k('tick')],
        [['Esc'], k('close')],
      ],
    },
    {
      title: t('shell.keys.inDuplicates'),
      keys: [
        [['M'], k('merge')],
        [['D'], k('different')],
      ],
    },
    {
      title: t('shell.keys.inQueue'),
      keys: [
        [['A'], k('accept')],
        [['R', '1'], k('reject')],
        [['Q'], k('ask')],
        [['U'], k('undo')],
        [['N'], k('next')],
      ],
    },
  ] as const
  return (
    <Dialog id="keys" title={t('shell.keys.title')} closeLabel={t('common.action.close')}>
      <div className="flex flex-col gap-4">
        {groups.map((group) => (
          <section key={group.title}>
            <h3 className="mb-1 text-xs font-medium text-muted">{group.title}</h3>
            <dl className="grid grid-cols-[5.5rem_1fr] gap-y-1">
              {group.keys.map(([keys, what]) => (
                <div key={what} className="contents">
                  <dt className="flex gap-1">
                    {keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <Checkbox
          label={t('shell.keys.single')}
          hint={t('shell.keys.singleHint', { command })}
          defaultChecked
          data-single-keys=""
        />
      </div>
    </Dialog>
  )
}
