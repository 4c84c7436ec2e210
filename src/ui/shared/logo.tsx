/** The mark: a still sun over its own wake. */
export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
      <path class="logo-sun" d="M8 15.500a8 8 0 0 1 16 0Z" />
      <path class="logo-wake" d="M3 19.500h26M7 23.500h18M11.500 27.500h9" />
    </svg>
  );
}
