import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import TooltipLayer from './TooltipLayer.svelte';

afterEach(() => {
  cleanup();
  document.body.replaceChildren();
});

test('a tooltip goes with its element, also when that keeps the key to itself', async () => {
  render(TooltipLayer);
  const owner = document.createElement('button');
  owner.dataset['tip'] = 'coffee.png';
  owner.addEventListener('keydown', (event) => {
    event.stopPropagation();
    owner.remove();
  });
  document.body.append(owner);
  const user = userEvent.setup();
  await user.hover(owner);
  owner.focus();
  expect(await screen.findByText('coffee.png')).toBeInTheDocument();
  await user.keyboard('{Delete}');
  await waitFor(() => expect(screen.queryByText('coffee.png')).not.toBeInTheDocument());
});
