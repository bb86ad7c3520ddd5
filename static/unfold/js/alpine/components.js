// What Unfold's attributes name, as components: Alpine without eval reads no name of the window and no function.

addEventListener("alpine:init", () => {
  Alpine.data("theme", theme);
  Alpine.data("searchForm", searchForm);
  Alpine.data("desk", (tab) => ({
    activeTab: (tab && getCurrentTab()) || tab || "",
    sidebarMobileOpen: false,
    sidebarDesktopOpen: localStorage.getItem("sidebarDesktopOpen") !== "0",
    window: { location: { pathname: location.pathname, search: location.search } }, // for the address of a form
    init() {
      this.$watch("sidebarDesktopOpen", (isOpen) => localStorage.setItem("sidebarDesktopOpen", isOpen ? "1" : "0"));
    },
  }));
});
