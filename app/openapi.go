package main

import (
	"github.com/spf13/cobra"

	"whittle/backend"
	"whittle/backend/api"
	"whittle/backend/preview"
)

// newOpenAPI prints the description from which the UI's client is made.
func newOpenAPI(*options) *cobra.Command {
	return &cobra.Command{
		Use:    "openapi",
		Short:  "Print the OpenAPI description of the API",
		Args:   noArgs,
		Hidden: true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			server := api.New(api.Config{Preview: preview.NewHost(nil), Bus: &backend.Bus{}, Version: version})
			description, err := server.OpenAPI()
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(description)
			return err
		},
	}
}
