package registry

import "flag"

// Update has the tests write what they find into the files they compare with.
var Update = flag.Bool("update", false, "write what the tests find into the files they compare with")
