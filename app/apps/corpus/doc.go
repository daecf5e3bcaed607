// Command corpus measures how many apps of a folder open in Whittle as they do in a plain browser.
//
// Every HTML file and every folder with an app of several files is opened without a network: as it is, in a plain
// frame; and built, in the sandboxed frame with the policy, the prelude and a shell that answers its port. Each is
// then clicked through by script, some levels deep. What went wrong is written as one JSON line an app and summed up.
//
//	go run ./app/apps/corpus -browser chromium -out results.jsonl FOLDER...
package main
