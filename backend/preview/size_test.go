package preview

import "testing"

func TestPreludeSize(t *testing.T) { t.Log(len(prelude())) }
