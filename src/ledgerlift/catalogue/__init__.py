"""The software catalogue: one YAML file a product, with its headings, codes and export steps."""
