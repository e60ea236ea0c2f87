"""The explorer: a web application for one person on their own machine, over one store. `README.md` says how it hangs together."""
