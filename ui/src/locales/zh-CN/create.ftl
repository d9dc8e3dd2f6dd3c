### create
