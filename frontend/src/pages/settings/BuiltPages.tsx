import { useQuery, useQueryClient } from '@tanstack/react-query';
import { DELETE, take } from '@/api/client';
import { attempt } from '@/api/mutate';
import { queries } from '@/api/queries';
import { size } from '@/api/size';
import { Button } from '@/ui/button';
import { Row } from './Row';

/** How many built pages are kept, so that apps open at once; forgetting them loses nothing. */
export function BuiltPages() {
  const client = useQueryClient();
  const kept = useQuery(queries.builtPages()).data?.kept;
  if (!kept) return null;
  const forget = async () => {
    await attempt(take(DELETE('/api/pages')));
    await client.invalidateQueries({ queryKey: queries.builtPages().queryKey });
  };
  return (
    <Row term="Built pages">
      {kept.count === 0 ? 'None kept' : `${kept.count} kept, ${size(kept.bytes)}`}
      {kept.count > 0 && (
        <Button variant="outline" size="sm" className="ms-3" onClick={() => void forget()}>
          Forget them
        </Button>
      )}
    </Row>
  );
}
