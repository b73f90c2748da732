package dev.pentimento.dashboard.web;

/** Who may see images. */
public enum ImageAccess {
    OPEN,
    TOKEN,
    OFF
}
