/** The sign of Retour: an arrow that comes home. */
export const Mark = ({ size = 28 }: { readonly size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false">
    <rect width="32" height="32" rx="9" fill="var(--accent)" />
    <path
      d="M12 8.5 7.5 13l4.5 4.5M8 13h10a5.25 5.25 0 0 1 0 10.5h-5"
      fill="none"
      stroke="var(--on-accent)"
      strokeWidth="2.6"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
);
