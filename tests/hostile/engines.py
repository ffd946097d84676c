"""Texts that a template engine, a shell, a database or a language would run."""

from pathlib import Path

HACKED = "window.top.hacked=window.hacked=1"
"""What a text tries to make a browser do: the tests look for the flag."""


def templates(marker: Path) -> list[str]:
    """Return templates of the usual engines; run, they make a file."""
    touch = f"touch {marker}"
    popen = f"os.popen('{touch}').read()"
    system = f"__import__('os').system('{touch}')"
    return [
        *(
            f"{{{{ {path}.__globals__.{popen} }}}}"
            for path in (
                "cycler.__init__",
                "joiner.__init__",
                "namespace.__init__",
                "lipsum",
                "self._TemplateReference__context.cycler.__init__",
            )
        ),
        f"{{% for x in [1] %}}{{{{ lipsum.__globals__.{popen} }}}}{{% endfor %}}",
        f"{{% set x = lipsum.__globals__.{popen} %}}",
        "{{ 7*7 }}",
        "{{ this.get_root() }}",
        "{{ config.items() }}",
        "{{",
        "}}",
        "{%",
        "{% raw %}",
        "{% endmacro %}",
        "{% include '/etc/passwd' %}",
        "{#",
        "{# no comment",
        "#}",
        f"${{{system}}}",
        f"<%= `{touch}` %>",
        f"<% {system} %>",
        f"<?php system('{touch}'); ?>",
        f"#{{`{touch}`}}",
        f"#set($x={system})",
        f"x @(system('{touch}'))",
        f"{{php}}system('{touch}');{{/php}}",
        f"{{{{constructor.constructor('{HACKED}')()}}}}",
        f"<#assign x='freemarker.template.utility.Execute'?new()>${{x('{touch}')}}",
        f"*{{T(java.lang.Runtime).getRuntime().exec('{touch}')}}",
        "%(name)s",
        "%s%n%x%d",
        "{}",
        "{0}",
        "{0.__class__.__init__.__globals__}",
        "{day}",
        "{state}",
        "{count!r:>9999999}",
        "$name",
        "${name}",
        "$[name]",
        "\\g<0>",
        "\\1",
    ]


def commands(marker: Path) -> list[str]:
    """Return shell lines, code, queries, options and paths; run, some make a file."""
    touch = f"touch {marker}"
    system = f"__import__('os').system('{touch}')"
    return [
        f"x; {touch}",
        f"x && {touch}",
        f"x | {touch}",
        f"$({touch})",
        f"`{touch}`",
        f"'; {touch}; '",
        f'"; {touch}; "',
        f"x > {marker}",
        system,
        f"eval({system!r})",
        f"'); DROP TABLE atlas_manifest; ATTACH '{marker}' AS x; --",
        '"; DROP TABLE gpkg_contents; --',
        f"x' || writefile('{marker}', 'x') || '",
        "1' OR '1'='1",
        f"file '{marker}'",
        "x:text='%{pts}'",
        "[in]null[out]",
        "title=x;comment=y",
        "/vsicurl/http://hostile.example/x",
        "../../../etc/passwd",
        "..\\..\\windows\\win.ini",
        "/etc/passwd",
        "C:\\CON",
        "NUL.txt",
        "a/b/c",
        "~root",
        "*",
        "?",
        "[a-z]*",
        "x -o /tmp/y --help",
        "!!python/object/apply:os.system ['id']",
        "cos system (S'id' tR.",
    ]
