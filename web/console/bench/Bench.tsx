export const Bench = () => null;
