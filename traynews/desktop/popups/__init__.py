"""One port, `traynews.core.ports.Popups`, and one module for each way to show a pop-up."""
