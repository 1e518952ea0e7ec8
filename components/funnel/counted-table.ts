/** The look of the wide tables of counts: names to the left and staying there, numbers to the right. */
export const COUNTED_TABLE = [
  'figures w-full text-sm',
  '[&_td]:px-2.5 [&_td]:py-1.5 [&_td]:text-end [&_td]:align-top',
  '[&_thead_th]:px-2.5 [&_thead_th]:py-1.5 [&_thead_th]:text-end [&_thead_th]:align-bottom [&_thead_th]:text-xs [&_thead_th]:font-medium [&_thead_th]:text-muted',
  '[&_thead_th:first-child]:text-start [&_thead_th:first-child]:pl-4',
  '[&_tbody_tr]:border-t [&_tbody_tr]:border-line [&_tfoot_tr]:border-t-2 [&_tfoot_tr]:border-line',
  '[&_tbody_th]:min-w-32 [&_tbody_th]:py-1.5 [&_tbody_th]:pr-2.5 [&_tbody_th]:pl-4 [&_tbody_th]:text-start [&_tbody_th]:align-top [&_tbody_th]:font-medium [&_tbody_th]:text-ink',
  '[&_tfoot_th]:py-1.5 [&_tfoot_th]:pl-4 [&_tfoot_th]:text-start [&_tfoot_th]:align-top [&_tfoot_th]:font-semibold [&_tfoot_th]:text-ink',
  '[&_tbody_th]:sticky [&_tbody_th]:left-0 [&_tbody_th]:bg-surface [&_tfoot_th]:sticky [&_tfoot_th]:left-0 [&_tfoot_th]:bg-surface',
  // On paper all columns have to fit.
  'print:text-2xs print:[&_td]:px-1 print:[&_thead_th]:px-1 print:[&_thead_th]:text-2xs print:[&_tbody_th]:min-w-0 print:[&_tbody_th]:pl-1 print:[&_thead_th:first-child]:pl-1 print:[&_td_.whitespace-nowrap:first-child]:whitespace-normal',
].join(' ')
