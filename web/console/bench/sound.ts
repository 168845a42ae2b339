/** Two short tones for eyes that are on the device and not on the screen. Off unless somebody switched it on. */
const SWITCH = 'retour.bench.sound';

export const soundOn = (): boolean => localStorage.getItem(SWITCH) === 'on';
export const switchSound = (on: boolean): void => localStorage.setItem(SWITCH, on ? 'on' : 'off');

let audio: AudioContext | undefined;

export function sound(kind: 'good' | 'bad'): void {
  if (!soundOn()) return;
  audio ??= new AudioContext();
  const tone = audio.createOscillator();
  const loudness = audio.createGain();
  tone.frequency.value = kind === 'good' ? 880 : 220;
  tone.type = kind === 'good' ? 'sine' : 'square';
  const end = audio.currentTime + (kind === 'good' ? 0.12 : 0.35);
  loudness.gain.setValueAtTime(0.15, audio.currentTime);
  loudness.gain.exponentialRampToValueAtTime(0.001, end);
  tone.connect(loudness).connect(audio.destination);
  tone.start();
  tone.stop(end);
}
