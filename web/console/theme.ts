import {
  ActionIcon,
  Button,
  createTheme,
  type CSSVariablesResolver,
  Input,
  type MantineColorsTuple,
  Tooltip,
  type VariantColorsResolver,
} from '@mantine/core';

const same = (colour: string): MantineColorsTuple => [colour, colour, colour, colour, colour, colour, colour, colour, colour, colour];

const filled = (colour: string, hover: string) => ({
  background: colour,
  hover,
  color: 'var(--on-accent)',
  border: '1px solid transparent',
});
const quiet = (background: string, colour: string, border = 'transparent') => ({
  background,
  hover: 'var(--hover)',
  color: colour,
  border: `1px solid ${border}`,
});

/** Buttons in our colours: filled for the one thing to do next, default for the rest, subtle for what is merely at hand. */
const variants: VariantColorsResolver = ({ variant, color }) => {
  const ink = color === 'danger' ? 'var(--danger)' : 'var(--accent)';
  switch (variant) {
    case 'filled':
      return color === 'danger'
        ? filled('var(--danger)', 'color-mix(in srgb, var(--danger), black 12%)')
        : filled('var(--accent)', 'var(--accent-hover)');
    case 'light':
      return quiet(color === 'danger' ? 'var(--danger-soft)' : 'var(--accent-soft)', ink);
    case 'subtle':
      return quiet('transparent', color === 'danger' ? 'var(--danger)' : 'var(--ink-2)');
    default:
      return quiet(
        'var(--surface)',
        color === 'danger' ? 'var(--danger)' : 'var(--ink)',
        'color-mix(in srgb, var(--edge) 42%, var(--line))',
      );
  }
};

/** Mantine's behaviour in our look: its variables are made to point at `web/ui/tokens.css`. */
export const theme = createTheme({
  colors: { petrol: same('var(--accent)'), danger: same('var(--danger)') },
  primaryColor: 'petrol',
  variantColorResolver: variants,
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--font-mono)',
  fontSizes: {
    xs: 'var(--text-small)',
    sm: 'var(--text-body)',
    md: 'var(--text-lead)',
    lg: 'var(--text-title)',
    xl: 'var(--text-headline)',
  },
  radius: { xs: '4px', sm: 'var(--radius-s)', md: 'var(--radius)', lg: 'var(--radius-l)', xl: '999px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: Button.extend({ defaultProps: { size: 'sm', variant: 'default' } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { size: 36, variant: 'subtle' } }),
    Input: Input.extend({ defaultProps: { size: 'sm' } }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 350, withArrow: false, offset: 6, events: { hover: true, focus: true, touch: false } },
    }),
  },
});

const ours = {
  '--mantine-color-body': 'var(--ground)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-3)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--danger)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-color-disabled': 'var(--sunken)',
  '--mantine-color-disabled-color': 'var(--ink-3)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-primary-color-light': 'var(--accent-soft)',
  '--mantine-primary-color-light-hover': 'var(--accent-soft)',
  '--mantine-primary-color-light-color': 'var(--accent)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
};

export const variables: CSSVariablesResolver = () => ({
  variables: { '--mantine-line-height': 'var(--leading)' },
  light: ours,
  dark: ours,
});
